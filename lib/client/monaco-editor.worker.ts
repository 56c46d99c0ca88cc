import "client-only";
import "monaco-editor/editor/editor.worker";

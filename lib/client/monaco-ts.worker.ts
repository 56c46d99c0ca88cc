import "client-only";
import "monaco-editor/languages/features/typescript/ts.worker";

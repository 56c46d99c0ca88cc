import "client-only";
import { editor } from "monaco-editor/editor";

/** The two themes of the editor, one for each colour scheme of the page. */
export type EditorTheme = "tidemark-light" | "tidemark-dark";

type Scheme = "light" | "dark";

const TOKEN_ROLES = {
  ink: "--ink",
  ink2: "--ink-2",
  line: "--line",
  raised: "--raised",
  sunk: "--sunk",
  tide: "--tide",
  window: "--window",
  late: "--late-text",
  barrier: "--barrier",
  fail: "--fail-text",
  ok: "--ok-text",
} as const;

type Role = keyof typeof TOKEN_ROLES;

/**
 * Defines both themes from the design tokens of the page, so that the editor never has colours of its own.
 * Needs the document's style sheet to be loaded.
 */
export function defineEditorThemes(): void {
  for (const scheme of ["light", "dark"] as const) {
    editor.defineTheme(themeOf(scheme), themeData(scheme, readTokens(scheme)));
  }
}

/** The theme that fits what the page shows now: the chosen `data-theme`, else the system's scheme. */
export function currentEditorTheme(): EditorTheme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return themeOf(chosen);
  return themeOf(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

/** Calls back whenever `currentEditorTheme` may have changed; gives the function that ends it. */
export function watchEditorTheme(onChange: () => void): () => void {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  media.addEventListener("change", onChange);
  return () => {
    observer.disconnect();
    media.removeEventListener("change", onChange);
  };
}

function themeOf(scheme: Scheme): EditorTheme {
  return scheme === "light" ? "tidemark-light" : "tidemark-dark";
}

/** Monaco wants hexadecimal colours; the tokens are OKLCH, so each is painted once and read back. */
function readTokens(scheme: Scheme): Record<Role, string> {
  const probe = document.createElement("span");
  probe.style.colorScheme = scheme;
  probe.hidden = true;
  document.body.append(probe);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const colours = {} as Record<Role, string>;
  for (const [role, property] of Object.entries(TOKEN_ROLES) as [Role, string][]) {
    probe.style.color = `var(${property})`;
    colours[role] = paint(context, getComputedStyle(probe).color);
  }
  probe.remove();
  return colours;
}

function paint(context: CanvasRenderingContext2D | null, colour: string): string {
  if (context === null) return "#808080";
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const channels = [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function themeData(scheme: Scheme, colour: Record<Role, string>): editor.IStandaloneThemeData {
  const plain = (hex: string): string => hex.slice(1);
  return {
    base: scheme === "light" ? "vs" : "vs-dark",
    inherit: false,
    rules: [
      { token: "", foreground: plain(colour.ink) },
      { token: "comment", foreground: plain(colour.ink2), fontStyle: "italic" },
      { token: "keyword", foreground: plain(colour.barrier) },
      { token: "string", foreground: plain(colour.ok) },
      { token: "regexp", foreground: plain(colour.ok) },
      { token: "number", foreground: plain(colour.late) },
      { token: "type", foreground: plain(colour.window) },
      { token: "function", foreground: plain(colour.window) },
      { token: "invalid", foreground: plain(colour.fail) },
    ],
    colors: chrome(colour),
  };
}

function chrome(colour: Record<Role, string>): Record<string, string> {
  return {
    "editor.background": colour.raised,
    "editor.foreground": colour.ink,
    "editorLineNumber.foreground": colour.ink2,
    "editorLineNumber.activeForeground": colour.ink,
    "editorCursor.foreground": colour.tide,
    "editor.selectionBackground": `${colour.tide}30`,
    "editor.inactiveSelectionBackground": `${colour.tide}1c`,
    "editor.wordHighlightBackground": `${colour.tide}16`,
    "editor.findMatchBackground": `${colour.late}40`,
    "editor.findMatchHighlightBackground": `${colour.late}22`,
    "editorBracketMatch.background": `${colour.tide}16`,
    "editorBracketMatch.border": colour.tide,
    "editorIndentGuide.background1": colour.line,
    "editorIndentGuide.activeBackground1": colour.ink2,
    "editorWidget.background": colour.raised,
    "editorWidget.foreground": colour.ink,
    "editorWidget.border": colour.line,
    "editorSuggestWidget.background": colour.raised,
    "editorSuggestWidget.border": colour.line,
    "editorSuggestWidget.foreground": colour.ink,
    "editorSuggestWidget.selectedBackground": colour.sunk,
    "editorSuggestWidget.selectedForeground": colour.ink,
    "editorSuggestWidget.highlightForeground": colour.tide,
    "editorSuggestWidget.focusHighlightForeground": colour.tide,
    "editorHoverWidget.background": colour.raised,
    "editorHoverWidget.foreground": colour.ink,
    "editorHoverWidget.border": colour.line,
    "editorError.foreground": colour.fail,
    "editorWarning.foreground": colour.late,
    "scrollbarSlider.background": `${colour.ink2}30`,
    "scrollbarSlider.hoverBackground": `${colour.ink2}50`,
    "scrollbarSlider.activeBackground": `${colour.ink2}70`,
    "list.hoverBackground": colour.sunk,
    "list.focusBackground": colour.sunk,
    "list.focusForeground": colour.ink,
    focusBorder: colour.tide,
    "input.background": colour.sunk,
    "input.foreground": colour.ink,
    "input.border": colour.line,
    "widget.shadow": "#00000018",
    "textLink.foreground": colour.tide,
    "textCodeBlock.background": colour.sunk,
  };
}

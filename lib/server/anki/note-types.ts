import "server-only";
import { stableId } from "./stable-id";

/** One of the two kinds of notes: its fields in their order, of which the first is the question. */
export interface NoteType {
  readonly id: number;
  readonly name: string;
  readonly fields: readonly string[];
  readonly front: string;
  readonly back: string;
}

const STYLE = `.card { font-family: Georgia, serif; font-size: 18px; line-height: 1.5; text-align: left; max-width: 42rem; margin: 0 auto; }
.question { font-size: 22px; }
.part { margin-top: 1em; }
.about, .link { color: #68737d; font-family: system-ui, sans-serif; font-size: 14px; }
h4 { font-family: system-ui, sans-serif; font-size: 14px; margin: 1em 0 0.3em; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.85em; }
pre { overflow-x: auto; white-space: pre; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #8886; padding: 2px 14px 2px 0; text-align: left; }
.nightMode .about, .nightMode .link { color: #a5b0b8; }`;

const PRE_LATEX =
  "\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n";

/** A field with its heading, only where it says something. */
function part(field: string, heading?: string): string {
  const head = heading === undefined ? "" : `<h4>${heading}</h4>`;
  return `{{#${field}}}${head}<div class="part">{{${field}}}</div>{{/${field}}}`;
}

const QUESTION = '<div class="question">{{Question}}</div>';
const LINK = '<p class="link">{{Link}}</p>';

/** What is answered in words, in order, as a number and the like. */
export const TEXT_NOTE: NoteType = {
  id: stableId("note type: text"),
  name: "Tidemark question",
  fields: ["Question", "Given", "Answer", "Points", "Misconceptions", "Link"],
  front: QUESTION + part("Given"),
  back: `{{FrontSide}}<hr id=answer>${part("Answer")}${part("Points", "Key points")}${part("Misconceptions", "Common misconceptions")}${LINK}`,
};

/** What is chosen among options. */
export const CHOICE_NOTE: NoteType = {
  id: stableId("note type: choice"),
  name: "Tidemark choice",
  fields: ["Question", "Options", "Right", "Wrong", "Answer", "Link"],
  front: QUESTION + part("Options"),
  back: `{{FrontSide}}<hr id=answer>${part("Right")}${part("Answer")}${part("Wrong", "Why the others are wrong")}${LINK}`,
};

/** A note type as the collection holds it. */
export function noteTypeJson(type: NoteType, modSeconds: number): object {
  return {
    id: type.id,
    name: type.name,
    type: 0,
    mod: modSeconds,
    usn: -1,
    sortf: 0,
    did: null,
    tmpls: [{ name: "Card 1", ord: 0, qfmt: type.front, afmt: type.back, bqfmt: "", bafmt: "", did: null }],
    flds: type.fields.map((name, ord) => ({
      ...{ name, ord, sticky: false, rtl: false, font: "Georgia", size: 18, media: [] },
    })),
    css: STYLE,
    latexPre: PRE_LATEX,
    latexPost: "\\end{document}",
    tags: [],
    vers: [],
    // The first template needs the first field, and makes no card without it.
    req: [[0, "all", [0]]],
  };
}

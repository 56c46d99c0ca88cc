import "server-only";
import { ANSWER_LIX_MAX, QUESTION_LIX_MAX, readingLevel, SENTENCE_WORDS_MAX } from "@/lib/shared/content/reading-level";
import type { ContentFault } from "./content-fault";
import type { ParsedItem } from "./parse-item";

/** Names a question or a model answer that no one can read: by its long sentences and words, or by one endless sentence. */
export function readingFaults(item: ParsedItem): ContentFault[] {
  const at = (line: number, message: string, remedy: string): ContentFault => ({
    file: item.file,
    line,
    message,
    remedy,
  });
  const texts = [
    { name: "question", text: item.meta.question, lixMax: QUESTION_LIX_MAX, line: item.lineOf(["question"]) },
    {
      name: "model answer",
      text: item.sections.modelAnswer ?? "",
      lixMax: ANSWER_LIX_MAX,
      line: item.modelAnswerLine,
    },
  ];
  return texts.flatMap(({ name, text, lixMax, line }) => {
    const level = readingLevel(text);
    if (level === null) return [];
    const faults: ContentFault[] = [];
    if (level.lix > lixMax) {
      faults.push(
        at(
          line,
          `The ${name} is too hard to read: LIX ${Math.round(level.lix)}, at most ${lixMax}.`,
          "Make shorter sentences, and put shorter words where the field does not need the long ones.",
        ),
      );
    }
    if (level.longest.wordCount > SENTENCE_WORDS_MAX) {
      faults.push(
        at(
          line,
          `A sentence of the ${name} has ${level.longest.wordCount} words: "${level.longest.start} ..."; at most ${SENTENCE_WORDS_MAX}.`,
          "Cut it into several.",
        ),
      );
    }
    return faults;
  });
}

/** The language model behind the one interface that reading needs. */
import winkNLP, { type ItemSentence, type ItemToken, type ItsFunction, type Model } from "wink-nlp";
import { createConceptIndex } from "./concept-index";
import type { Language, RawToken } from "./read-text";
import { createKeyOf, type Stem } from "./word-key";

/** Marks between words that do not belong together; a colon joins a name and what is said of it. */
const BREAKS: ReadonlySet<string> = new Set([",", ";", ".", "!", "?", "(", ")", "&", "+"]);

/** Takes wink's model and gives what reads English; costs some tens of milliseconds, so make it once. */
export function createLanguage(model: Model): Language {
  const nlp = winkNLP(model, ["sbd", "pos"]);
  // They are plain functions that tokens call; the declarations make methods of them.
  const its = nlp.its as unknown as Readonly<Record<"value" | "normal" | "pos", ItsFunction<string>>>;
  // wink offers its stemmer on tokens only; its declarations hide that the addon takes a word.
  const keyOf = createKeyOf(model.addons.stem as Stem);
  const probe = nlp.readDoc("a");
  const isKnown = (word: string): boolean => !probe.isOOV(word);
  const sentences = (text: string): RawToken[][] => {
    if (text.trim() === "") return [];
    const result: RawToken[][] = [];
    let cursor = 0;
    nlp
      .readDoc(text)
      .sentences()
      .each((sentence: ItemSentence) => {
        const tokens: RawToken[] = [];
        sentence.tokens().each((token: ItemToken) => {
          const value = token.out(its.value);
          const start = text.indexOf(value, cursor);
          if (start === -1 || value.trim() === "") return;
          cursor = start + value.length;
          // At the end of a sentence the model takes "ms." for an abbreviation.
          const word = token
            .out(its.normal)
            .toLowerCase()
            .replace(/(?<=.)\.$/, "");
          const isWord = /[\p{L}\p{N}%]/u.test(word);
          tokens.push({
            word,
            pos: token.out(its.pos),
            isWord,
            isAfterColon: tokens.at(-1)?.word === ":",
            isAfterBreak: BREAKS.has(tokens.at(-1)?.word ?? ""),
            start,
            end: cursor,
          });
        });
        result.push(tokens);
      });
    return result;
  };
  return { sentences, keyOf, isKnown, concepts: createConceptIndex(keyOf) };
}

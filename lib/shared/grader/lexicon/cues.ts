/** Words and phrases by which a statement is negated, denied, put aside or refused. */

/** From here to the end of the clause the opposite is said. */
export const NEGATION_WORDS: ReadonlySet<string> = new Set([
  "not",
  "n't",
  "no",
  "never",
  "none",
  "nobody",
  "nothing",
  "nowhere",
  "neither",
  "nor",
  "cannot",
  "hardly",
  "barely",
]);

/** Verbs whose object does not happen. Stems. */
export const PREVENTING_VERBS: ReadonlySet<string> = new Set([
  "prevent",
  "avoid",
  "forbid",
  "lack",
  "refus",
  "omit",
  "skip",
]);

/** Sequences after which, up to the end of the clause, something is named that is not the case. */
export const EXCLUDING_PHRASES: readonly (readonly string[])[] = [
  ["instead", "of"],
  ["rather", "than"],
  ["as", "opposed", "to"],
  ["in", "place", "of"],
  ["unlike"],
  ["except"],
  ["other", "than"],
  ["free", "of"],
  ["far", "from"],
  ["nothing", "to", "do", "with"],
];

/** Negation words that negate nothing in these sequences. */
export const EMPTY_NEGATIONS: readonly (readonly string[])[] = [
  ["not", "only"],
  ["not", "just"],
  ["not", "merely"],
  ["not", "simply"],
  ["no", "matter"],
  ["no", "doubt"],
  ["not", "necessarily", "only"],
  ["nothing", "but"],
  ["whether", "or", "not"],
  ["if", "not"],
  ["no", "problem"],
  ["not", "forget"],
  ["n't", "forget"],
  ["never", "forget"],
  ["not", "to", "forget"],
  ["not", "unlike"],
];

/** How a clause ends that denies what follows it after "that". */
export const DENYING_LEAD =
  /\b(?:not (?:true|the case|correct|right|so)|wrong|false|untrue|incorrect|a myth|a misconception|a mistake|nonsense)$/;

/** What is said in the same sentence is reported as a mistake. */
export const DENIALS: readonly RegExp[] = [
  /\b(myth|misconceptions?|misunderstandings?|fallacy|misbeliefs?|untrue|incorrect|mistaken|mistakenly|wrongly|falsely|incorrectly)\b/,
  /\b(is|are|was|be|would be|that s|'s|being) (?:simply |just |plain |plainly |completely |often |a |flatly )*(wrong|false|not true|not correct|not the case|not right|nonsense|mistake)\b/,
  /\b(not true|not the case|not correct|not right|not so|no such)\b/,
  /\b(people|many|some|candidates|beginners|one|texts?|blogs?|tutorials?|you) (?:often |sometimes |still |may |might |could |would |wrongly |commonly )*(think|believe|assume|claim|say|confuse|expect|suppose)s?\b/,
  /\b(contrary to|as opposed to what|it is (?:often|sometimes|commonly) (?:said|believed|thought|claimed|assumed))\b/,
  /\b(common|typical|frequent|classic|popular|usual|easy) (?:mistake|error|belief|confusion|trap|pitfall)\b/,
  /\b(?:a|the) (?:mistake|error) (?:to|is|would|here)\b/,
  /\bdo not (?:think|believe|assume|confuse|expect|say)\b/,
  /\b(?:does|do|did) (?:not|n't) (?:mean|say|imply|promise|guarantee|claim)\b/,
];

/** A sentence says that the learner has no answer. */
export const NO_IDEA: readonly RegExp[] = [
  /\b(?:i |we )(?:really |honestly |just |simply )?(?:do not|don t|don't|dont|do n't) (?:really |actually |even )?(?:know|remember|recall|have (?:a|any) (?:clue|idea)|understand)\b/,
  /^(?:sorry )?(?:do not|don t|don't|dont|do n't) (?:know|remember|recall)\b/,
  /\b(?:no|not any) (?:idea|clue)\b/,
  /\b(?:i am|i m|i'm|im|am) not (?:really )?sure\b/,
  /^(?:sorry )?(?:not|un) ?sure\b/,
  /\b(?:idk|dunno)\b/,
  /^(?:no answer|pass|skip)(?: (?:this|it|that|one|please|sorry))*$/,
  /\bi (?:can not|cannot|can't|ca n't) (?:answer|say|remember|recall)\b/,
  /\bi (?:have |'ve |ve )?never (?:heard|used|worked|seen)\b/,
];

/** Words that carry grammar, not content; what a statement says does not hang on them. */

const split = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Left out when two statements are compared. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  split(`
  a an the this that these those it its they them their he she his her him we us our i my me you your one ones itself themselves
  be is are was were been being am do does did done doing have has had having will would shall should can could may might must
  and or but so if then than as of in on at by for from to into onto with about over under up out per via within
  there here which who whom whose what when where why how while because since though although
  also too very really quite just simply basically actually really well still even ever such same own
  not no n't nor neither 's 're 've 'll 'd us let get gets got getting go goes going thing things way ways
  etc example instance case cases
  `),
);

/** Kept in a comparison, at little weight: they occur in statements about anything. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set(
  split(`
  use make take give come put say mean need want know see look think like help work run happen show find try call
  new old other another first last next many much more most less few several some any good bad right different certain
  important useful possible able common typical usual normal general main real true full large small big
  time way part kind type set number value data flink apache job user system application
  robust scalable powerful flexible efficient reliable modern simple easy complex
  `),
);

/** Verbs that only point at a topic; a clause without another verb states nothing about it. */
export const VACUOUS_VERBS: ReadonlySet<string> = new Set(
  split(`
  be have do get involve relate concern consider include discuss mention cover know understand matter handle deal leverage
  utilise utilize use need want think talk remember support feature play exist provide offer
  `),
);

/** Function words that connect things said; text without them is a list of words. */
export const CONNECTING_WORDS: ReadonlySet<string> = new Set(
  split(`
  a an the this that these those it its they them their he we us our i my you your
  is are was were be been being do does did have has had will would shall should can could may might must
  of in on at by for from to into onto with about over under up out per via within without between through during until till
  before after and or but so if then than as because since when while where which who whose whereas unless once
  not no n't never each every all both only any some
  across per against along inside outside plus versus vs more less
  `),
);

/** Function words that follow one another only in some ways ("of the", never "the of"); pronouns of the speaker are left out. */
export const ORDERED_WORDS: ReadonlySet<string> = new Set(
  split(`
  a an the this that these those it its they them their he
  is are was were be been being am do does did have has had will would can could may might must should
  of in on at by for from to into onto with about over under up out per via within without between through during until
  before after and or but so if then than as because since when while where which who whose unless not no n't
  all each every both only also there
  `),
);

/** Words that know no exception: a true statement made absolute is often no longer true. */
export const ABSOLUTES: ReadonlySet<string> = new Set(
  split(`
  always never every all any only completely automatically immediately instantly everything nothing entirely whole
  directly simply just anyway ever regardless same alone free
  `),
);

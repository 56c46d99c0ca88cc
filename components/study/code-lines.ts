/**
 * How a program, its lines and their numbers look, where they are marked and where they are reviewed. What cannot be
 * broken between two words makes all lines as wide as it is, and the frame scrolls.
 */
export const CODE_FRAME = "overflow-x-auto rounded border border-line bg-raised";
export const CODE_LINES = "min-w-min py-8";
export const CODE_LINE = "flex min-h-[26px] items-start gap-12 px-12 font-mono text-sm leading-[26px]";
export const CODE_NUMBER = "w-[2ch] shrink-0 text-right text-ink-2 text-xs leading-[26px]";
export const CODE_TEXT = "flex-1 whitespace-pre-wrap";

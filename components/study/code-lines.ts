/** How a line of a program and its number look, where it is marked and where it is reviewed. */
export const CODE_LINE = "flex min-h-[26px] items-start gap-12 px-12 font-mono text-sm leading-[26px]";
export const CODE_NUMBER = "w-[2ch] shrink-0 text-right text-ink-2 text-xs leading-[26px]";

/** How a field of the plan's forms looks. */
export const FIELD = "mt-4 block min-h-[40px] rounded border border-line-strong bg-raised px-12";

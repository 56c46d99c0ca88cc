/** The part of an address that names a step of a run and the view of it: `#step=41&view=cluster`. */

export type StepLink = { readonly step: number; readonly view: string | null };

export function stepHash({ step, view }: StepLink): string {
  return view === null ? `#step=${step}` : `#step=${step}&view=${view}`;
}

/** What a hash names; null where it names no step. */
export function readStepHash(hash: string): StepLink | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const step = fields.get("step");
  if (step === null || !/^\d{1,9}$/.test(step)) return null;
  return { step: Number(step), view: fields.get("view") };
}

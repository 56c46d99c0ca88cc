/** A reason that says no more than that the machine was lost, by the engine's own number for it. */
const NAMES_ITSELF = /^TaskManager \d+ was lost\.?$/;

/** Why a TaskManager was lost, without a full stop; empty where the reason says no more than that it was. */
export function lossReason(reason: string): string {
  return NAMES_ITSELF.test(reason) ? "" : reason.replace(/\.$/, "");
}

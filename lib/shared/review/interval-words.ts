/** An interval of whole days as it stands on a button: days up to two months, then months, then years. */
export function intervalWords(days: number): string {
  if (days < 61) return days === 1 ? "1 day" : `${days} days`;
  const months = Math.round(days / 30.4375);
  if (months < 24) return `${months} months`;
  return `${(days / 365.25).toFixed(1).replace(/\.0$/, "")} years`;
}

/** When the review asks again, as a sentence; 0 or less is today. */
export function comesBackWords(days: number): string {
  return days <= 0 ? "It is due in the review today." : `It comes back in the review in ${intervalWords(days)}.`;
}

/** The five bands of a score, as a learner reads them and as agreement between graders is counted. */

export const BANDS = ["none", "weak", "partial", "good", "strong"] as const;
export type Band = (typeof BANDS)[number];

export const BAND_NAMES: Readonly<Record<Band, string>> = {
  none: "Hardly any of it",
  weak: "Weak",
  partial: "Half way",
  good: "Good",
  strong: "Strong",
};

/** Takes a score from 0 to 1 and gives its band; each band is a fifth of the scale and includes its lower end. */
export function bandOf(score: number): Band {
  // Scores are rounded to four places; the half unit keeps 0.6 from falling below its own border.
  const place = Math.floor(score * BANDS.length + 5e-5);
  return BANDS[Math.min(Math.max(place, 0), BANDS.length - 1)] ?? "none";
}

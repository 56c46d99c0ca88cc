/** Where code may be broken, so that a narrow page cuts no word in two. */

/** After a dot between names, a comma and an opening bracket that is not closed at once. */
const PLACES = /(?<=[\w)\]]\.)(?=[A-Za-z_$])|(?<=,)(?=\S)|(?<=[([{])(?=[^\s)\]}])|(?<=<)(?=\w)/g;

/** A part of a line of code in the pieces that may stand on lines of their own; a first piece is empty where the part may begin one. */
export function breakablePieces(line: string, from = 0, to = line.length): string[] {
  const places = [...line.matchAll(PLACES)].map(({ index }) => index).filter((place) => place >= from && place < to);
  const starts = [from, ...places];
  return starts.map((start, index) => line.slice(start, starts[index + 1] ?? to));
}

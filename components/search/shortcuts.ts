/** The keys of the product, as the `?` dialog lists them. Mod is Ctrl, or Command on a Mac. */
export const SHORTCUTS: readonly { where: string; keys: readonly (readonly [key: string, meaning: string])[] }[] = [
  {
    where: "Everywhere",
    keys: [
      ["Mod K", "Search everything"],
      ["?", "This list"],
    ],
  },
  {
    where: "Study",
    keys: [
      ["1 – 9", "Choose an option, while the options have the focus"],
      ["Enter", "Answer"],
      ["Mod Enter", "Answer, from a text"],
      ["N", "The next question, while the review has the focus"],
    ],
  },
  {
    where: "Notes and lists",
    keys: [
      ["Mod Enter", "Save the note"],
      ["Esc", "Give up the note, after a question"],
      ["Alt ↑ ↓", "Move the entry of a list"],
    ],
  },
  {
    where: "Review",
    keys: [
      ["1 – 4", "Again, Hard, Good, Easy, once the answer is there"],
      ["Z", "Undo, as Mod Z"],
      ["-", "Put off until tomorrow"],
      ["@", "Set aside"],
    ],
  },
  {
    where: "Code",
    keys: [
      ["Mod Enter", "Run the visible cases"],
      ["Mod Shift Enter", "Submit: the hidden cases too"],
      ["Mod S", "Save the draft"],
      ["Esc, then Tab", "Leave the editor"],
    ],
  },
  {
    where: "A run",
    keys: [
      ["← →", "One step back, forward"],
      ["Space", "Play, pause"],
      ["↑ ↓", "The end, the start"],
      ["[ ]", "The firing before, after"],
    ],
  },
  {
    where: "Interview",
    keys: [["Mod Enter", "Answer"]],
  },
];

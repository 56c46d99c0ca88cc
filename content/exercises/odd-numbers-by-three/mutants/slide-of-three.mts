// Misconception: the slide of a count window is its overlap with the one before.
const odd = numbers.filter((number) => number.value % 2 !== 0);

odd.sinkTo(kept);
odd
  .countWindowAll(3, 2)
  .apply<ThreeSum>((_window, elements, out) => {
    const values = [...elements];
    const newest = values.at(-1);
    if (newest === undefined) return;
    out.collect({ newest: newest.place, sum: values.reduce((sum, number) => sum + number.value, 0) });
  })
  .sinkTo(sums);

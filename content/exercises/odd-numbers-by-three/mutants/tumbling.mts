// Misconception: a count window of three fires with every element.
const odd = numbers.filter((number) => number.value % 2 !== 0);

odd.sinkTo(kept);
odd
  .countWindowAll(3)
  .apply<ThreeSum>((_window, elements, out) => {
    const values = [...elements];
    const newest = values.at(-1);
    if (newest === undefined) return;
    out.collect({ newest: newest.place, sum: values.reduce((sum, number) => sum + number.value, 0) });
  })
  .sinkTo(sums);

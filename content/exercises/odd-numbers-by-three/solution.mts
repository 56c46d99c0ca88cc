/** Keeps the odd numbers and sums up the last three of them, whenever one comes. */
const odd = numbers.filter((number) => number.value % 2 !== 0);

odd.sinkTo(kept);
odd
  .countWindowAll(3, 1)
  .apply<ThreeSum>((_window, elements, out) => {
    const values = [...elements];
    const newest = values.at(-1);
    if (newest === undefined) return;
    out.collect({ newest: newest.place, sum: values.reduce((sum, number) => sum + number.value, 0) });
  })
  .sinkTo(sums);

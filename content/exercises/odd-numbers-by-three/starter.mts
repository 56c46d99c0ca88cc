/** Keeps the odd numbers and sums up the last three of them. */
numbers.sinkTo(kept);

numbers
  .countWindowAll(3)
  .apply<ThreeSum>((_window, elements, out) => {
    const values = [...elements];
    const newest = values.at(-1);
    if (newest === undefined) return;
    out.collect({ newest: newest.place, sum: values.reduce((sum, number) => sum + number.value, 0) });
  })
  .sinkTo(sums);

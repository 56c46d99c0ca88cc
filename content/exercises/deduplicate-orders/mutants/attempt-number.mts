// Misconception: the record with attempt 1 is always the one that arrives first.
orders.filter((order) => order.attempt === 1).sinkTo(unique);

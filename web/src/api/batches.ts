const batchSize = 100;

/** What is done to many things goes to the server a hundred at a time: it takes no more at once. */
export const batches = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_, index) => items.slice(index * batchSize, (index + 1) * batchSize));

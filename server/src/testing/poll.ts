/** Asks again until the answer is true-ish, and gives it; throws when the time is over. */
export async function poll<T>(ask: () => T | Promise<T>, withinMs = 5000): Promise<NonNullable<T>> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`It did not come true within ${withinMs} ms: ${ask}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What a JSON text holds, or null for a text that is none; whether it has the right shape is for the caller to check. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

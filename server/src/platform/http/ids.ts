/** Ids in paths. Whatever cannot be one of ours is simply not there. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** The parameters of a path with ids as they are stored and compared, in small letters; null when one is no id. */
export function withIds(params: Readonly<Record<string, string>>): Record<string, string> | null {
  const entries = Object.entries(params).map(([name, value]) => [name, name.endsWith('Id') ? value.toLowerCase() : value] as const);
  return entries.every(([name, value]) => !name.endsWith('Id') || uuid.test(value)) ? Object.fromEntries(entries) : null;
}

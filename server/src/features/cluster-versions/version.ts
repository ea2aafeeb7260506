/** The versions offered, and the one comparison that rules depend on (M19). */

type OfferedVersion = { version: string; isDefault: boolean };

/** Newest first. */
export const offeredVersions: readonly OfferedVersion[] = [
  { version: '3.9.0', isDefault: true },
  { version: '3.8.0', isDefault: false },
  { version: '3.7.1', isDefault: false },
  { version: '3.0.0', isDefault: false },
  { version: '2.6.0', isDefault: false },
  { version: '2.5.0', isDefault: false },
];

export const isOffered = (version: string): boolean => offeredVersions.some((offered) => offered.version === version);

/**
 * Compares major.minor.patch by number; what follows is ignored. `null` when either is not such a version.
 */
export function compareVersions(left: string, right: string): number | null {
  const a = numbers(left);
  const b = numbers(right);
  if (!a || !b) return null;
  for (const [index, part] of a.entries()) {
    const difference = part - (b[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** M19: administrators are cluster administrators from 2.6.0; an unknown version counts as older. */
export function managesAdministrators(version: string): boolean {
  const order = compareVersions(version, '2.6.0');
  return order !== null && order >= 0;
}

function numbers(version: string): [number, number, number] | null {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?!\d)/.exec(version);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null;
}

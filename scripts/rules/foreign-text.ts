/** What belongs to the machine a file was written on, or to how it was written, has no place in the repository. */
import type { TrackedFile } from './tracked-files.ts';

// Written so that no pattern matches its own line.
const foreign: { what: string; pattern: RegExp }[] = [
  { what: 'a path of one machine', pattern: /(?:^|[^\w./$}-])\/(?:work|farm|root|home|Users)\/[\w.]/ },
  { what: 'a path of one machine', pattern: /\/tmp\/(?:bash_jobs|brief)/ },
  { what: 'the address of a package registry', pattern: /\b(?:registry|artifactory|verdaccio|nexus)[.][a-z0-9-]+[.][a-z]{2,}/i },
  { what: 'who or what wrote it', pattern: /c[l]aude|anthr[o]pic|ch[a]tgpt|op[e]nai|cop[i]lot\b|language m[o]del|sub-?a[g]ents?\b|coding a[g]ents?\b|helper s[e]ssions?\b/i },
  { what: 'who or what wrote it', pattern: /\b(?:A[I]|L[L]Ms?)\b/ },
];

/** `file:line` and what stands there that must not. */
export function foreignText(files: readonly TrackedFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => foreign.filter(({ pattern }) => pattern.test(line)).map(({ what }) => `${path}:${index + 1} holds ${what}: ${line.trim().slice(0, 120)}`)),
  );
}

/** A lock file must install from whatever registry a machine uses: it pins versions and integrity, never addresses. */
export function lockedAddresses(lockFile: string): string[] {
  const { packages = {} } = JSON.parse(lockFile) as { packages?: Record<string, { resolved?: string }> };
  return Object.entries(packages)
    .filter(([, { resolved }]) => resolved !== undefined && /^[a-z+]+:/i.test(resolved))
    .map(([name]) => `${name} is locked to an address.`);
}

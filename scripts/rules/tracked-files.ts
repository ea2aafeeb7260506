import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of the repository; `path` is relative to its root. */
export type TrackedFile = { path: string; text: string };

const binary = /\.(?:png|jpe?g|gif|webp|ico|woff2?|gz|br|pdf)$/;

/** The text files that git knows below `root` and that are there. */
export function trackedFiles(root: string): TrackedFile[] {
  const names = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\0');
  return names
    .filter((name) => name !== '' && !binary.test(name) && existsSync(path.join(root, name)))
    .map((name) => ({ path: name, text: readFileSync(path.join(root, name), 'utf8') }));
}

/** A small tree in a temporary folder under the real settings, in which files that break a rule are tried. */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const repository = path.join(import.meta.dirname, '../..');

export type SpecimenTree = { root: string; write(files: Record<string, string>): void; remove(): void };

/**
 * `settings` are copied from the repository, files or whole folders. `packages: 'real'` links node_modules; otherwise
 * each named package is an empty one, so that what it resolves to lies inside the tree.
 */
export function plantTree(settings: readonly string[], packages: 'real' | readonly string[]): SpecimenTree {
  const root = mkdtempSync(path.join(tmpdir(), 'hopyard-rules-'));
  const write = (files: Record<string, string>) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
  };
  for (const setting of settings) {
    mkdirSync(path.dirname(path.join(root, setting)), { recursive: true });
    if (path.extname(setting) === '') cpSync(path.join(repository, setting), path.join(root, setting), { recursive: true });
    else copyFileSync(path.join(repository, setting), path.join(root, setting));
  }
  if (packages === 'real') symlinkSync(path.join(repository, 'node_modules'), path.join(root, 'node_modules'));
  else for (const name of packages) write({ [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }), [`node_modules/${name}/index.js`]: '' });
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/**
 * Keeps one set of the members page's pictures, as the journey took them: the wide ones light, those of a phone dark.
 * Needs ImageMagick. First `npx playwright test journeys/members-page.spec.ts` in e2e/.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const from = path.join(root, 'e2e/test-results/screens/members');
const to = path.join(root, 'docs/pictures/members');
const wishedBytes = 46_000;
const mostBytes = 80_000;
const colours = [128, 64, 32, 24];
/** A hundred rows say no more than the first of them. */
const firstOf = 'x1600+0+0';
const isCut = (name: string): boolean => name.startsWith('hundred-rows');

const isKept = (name: string): boolean => name.endsWith('-1440-light.png') || name.endsWith('-390-dark.png');

/** Fewer colours until it is small; a page has few anyway. */
function compress(source: string, target: string): number {
  for (const count of colours) {
    execFileSync('convert', [source, ...(isCut(path.basename(source)) ? ['-crop', firstOf, '+repage'] : []), '-strip', '-dither', 'None', '-colors', String(count), '-define', 'png:compression-level=9', `PNG8:${target}`]);
    if (statSync(target).size <= wishedBytes) break;
  }
  return statSync(target).size;
}

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
const sizes = readdirSync(from).filter(isKept).map((name) => ({ name, bytes: compress(path.join(from, name), path.join(to, name)) }));
const large = sizes.filter(({ bytes }) => bytes > mostBytes);
process.stdout.write(`${sizes.length} pictures in docs/pictures/members, ${Math.round(sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1000)} kB.\n`);
for (const { name, bytes } of large) process.stdout.write(`${name} still has ${Math.round(bytes / 1000)} kB.\n`);

/** Builds the dashboard into web/dist when its sources or the lock file changed, with a .gz and a .br beside each text file. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = path.resolve(import.meta.dirname, '..');
const web = path.join(root, 'web');
const dist = path.join(web, 'dist');
const stampFile = path.join(dist, '.hopyard-stamp');
const notSources = new Set(['dist', 'node_modules', 'test-results', 'coverage']);
const textFile = /\.(?:js|css|html|svg|json|txt|xml|webmanifest|wasm)$/;
const leastBytes = 1024;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) return folder === web && notSources.has(entry.name) ? [] : filesBelow(place);
    return entry.isFile() && !entry.name.endsWith('.tsbuildinfo') ? [place] : [];
  });
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const file of [path.join(root, 'package-lock.json'), ...filesBelow(web).sort()]) {
    const content = readFileSync(file);
    hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function runVite(): void {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: web, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' },
  });
  if (result.status !== 0) throw new Error('The dashboard could not be built; what vite says above is the reason.');
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length <= leastBytes) return;
  await Promise.all([
    promisify(gzip)(content, { level: 9 }).then((packed) => writeFile(`${file}.gz`, packed)),
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }).then((packed) => writeFile(`${file}.br`, packed)),
  ]);
}

async function buildWeb(): Promise<void> {
  if (!existsSync(path.join(web, 'vite.config.ts'))) return;
  const stamp = hashSources();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  process.stdout.write('Building the dashboard …\n');
  runVite();
  await Promise.all(filesBelow(dist).filter((file) => textFile.test(file)).map(compress));
  writeFileSync(stampFile, stamp);
}

try {
  await buildWeb();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

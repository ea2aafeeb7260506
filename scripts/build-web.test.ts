import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'hopyard-test-'));
  mkdirSync(path.join(root, 'scripts'));
  copyFileSync(path.join(import.meta.dirname, 'build-web.ts'), path.join(root, 'scripts', 'build-web.ts'));
  symlinkSync(path.join(import.meta.dirname, '..', 'node_modules'), path.join(root, 'node_modules'));
  write('package.json', '{ "type": "module" }');
  write('package-lock.json', '{}');
  mkdirSync(path.join(root, 'web', 'src'), { recursive: true });
  write('web/index.html', '<!doctype html><title>t</title><script type="module" src="/src/main.ts"></script>');
  write('web/src/main.ts', `document.title = ${JSON.stringify('long '.repeat(400))};`);
});

afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  writeFileSync(path.join(root, file), text);
}

function build(): { code: number | null; said: string } {
  const result = spawnSync(process.execPath, [path.join(root, 'scripts', 'build-web.ts')], { encoding: 'utf8' });
  return { code: result.status, said: result.stdout + result.stderr };
}

test('without a vite configuration nothing is done', () => {
  expect(build()).toEqual({ code: 0, said: '' });
  expect(existsSync(path.join(root, 'web', 'dist'))).toBe(false);
});

test('it builds once, again after a source or the lock file changed, and otherwise says nothing', () => {
  write('web/vite.config.ts', 'export default {};');
  const built = { code: 0, said: 'Building the dashboard …\n' };
  expect(build()).toEqual(built);
  expect(build()).toEqual({ code: 0, said: '' });
  write('web/src/main.ts', 'document.title = "other";');
  expect(build()).toEqual(built);
  write('package-lock.json', '{ "changed": true }');
  expect(build()).toEqual(built);
  expect(build()).toEqual({ code: 0, said: '' });
});

test('each text file over 1 kB has a smaller gzip and brotli twin that unpack to it; a small one has none', () => {
  write('web/vite.config.ts', 'export default {};');
  expect(build().code).toBe(0);
  const assets = path.join(root, 'web', 'dist', 'assets');
  const script = readdirSync(assets).find((name) => name.endsWith('.js')) ?? '';
  const original = readFileSync(path.join(assets, script));
  for (const [ending, unpack] of [['gz', gunzipSync], ['br', brotliDecompressSync]] as const) {
    const packed = readFileSync(path.join(assets, `${script}.${ending}`));
    expect(unpack(packed).equals(original)).toBe(true);
    expect(packed.length).toBeLessThan(original.length / 2);
  }
  expect(existsSync(path.join(root, 'web', 'dist', 'index.html'))).toBe(true);
  expect(existsSync(path.join(root, 'web', 'dist', 'index.html.gz'))).toBe(false);
});

test('a build that fails ends with 1 and is tried again; repaired, it succeeds', () => {
  write('web/vite.config.ts', 'export default {};');
  write('web/src/main.ts', 'import "./missing.ts";');
  for (let round = 0; round < 2; round += 1) {
    const { code, said } = build();
    expect(code).toBe(1);
    expect(said).toContain('missing.ts');
    expect(said).toContain('The dashboard could not be built');
  }
  write('web/src/main.ts', 'document.title = "fine";');
  expect(build().code).toBe(0);
});

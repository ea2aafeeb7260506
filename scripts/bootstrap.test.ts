import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root: string;
const stampFile = (): string => path.join(root, 'node_modules', '.hopyard-stamp');
const installing = 'Installing the packages of package-lock.json (npm ci) …';

// A small project of one linked workspace: npm ci installs it without a registry.
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'hopyard-test-'));
  mkdirSync(path.join(root, 'scripts'));
  mkdirSync(path.join(root, 'part'));
  copyFileSync(path.join(import.meta.dirname, 'bootstrap.mjs'), path.join(root, 'scripts', 'bootstrap.mjs'));
  write('package.json', { name: 'small', version: '1.0.0', type: 'module', workspaces: ['part'] });
  write('part/package.json', { name: 'part', version: '1.0.0' });
  writeLock('1.0.0');
});

afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, content: object | string): void {
  writeFileSync(path.join(root, file), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}

function writeLock(version: string): void {
  const packages = {
    '': { name: 'small', version, workspaces: ['part'] },
    'node_modules/part': { resolved: 'part', link: true },
    part: { version: '1.0.0' },
  };
  write('package-lock.json', { name: 'small', version, lockfileVersion: 3, requires: true, packages });
}

function bootstrap(words: string[] = [], environment: NodeJS.ProcessEnv = process.env): { code: number | null; said: string } {
  const result = spawnSync(process.execPath, [path.join(root, 'scripts', 'bootstrap.mjs'), ...words], { encoding: 'utf8', env: environment });
  return { code: result.status, said: result.stdout + result.stderr };
}

test('it installs on a fresh machine, not a second time, and again after the lock file changed', () => {
  const first = bootstrap();
  expect(first).toMatchObject({ code: 0, said: expect.stringContaining(installing) as string });
  expect(existsSync(path.join(root, 'node_modules', 'part', 'package.json'))).toBe(true);
  expect(bootstrap()).toEqual({ code: 0, said: '' });
  rmSync(path.join(root, 'node_modules', '.package-lock.json'), { force: true });
  writeLock('1.0.1');
  expect(bootstrap().said).toContain(installing);
  expect(bootstrap()).toEqual({ code: 0, said: '' });
});

test('packages that a person installed are taken as they are; one of another version is not', () => {
  expect(bootstrap().code).toBe(0);
  const other = { version: '2.0.0', resolved: 'https://registry.invalid/other.tgz', integrity: 'sha512-AAAA' };
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, object> };
  write('package-lock.json', { ...lock, packages: { ...lock.packages, 'node_modules/other': other } });
  write('node_modules/.package-lock.json', { packages: { 'node_modules/other': other } });
  rmSync(stampFile());
  expect(bootstrap()).toEqual({ code: 0, said: '' });
  expect(existsSync(stampFile())).toBe(true);
  rmSync(stampFile());
  write('node_modules/.package-lock.json', { packages: { 'node_modules/other': { ...other, version: '1.0.0' } } });
  expect(bootstrap().said).toContain(installing);
});

test('when npm cannot install it says so, ends with 1 and leaves no stamp', () => {
  write('package-lock.json', { name: 'small', version: '1.0.0', lockfileVersion: 3, packages: { '': { name: 'small', dependencies: { absent: '1.0.0' } } } });
  const { code, said } = bootstrap();
  expect(code).toBe(1);
  expect(said).toContain('The packages could not be installed');
  expect(existsSync(stampFile())).toBe(false);
});

test('the second of two at once waits for the first instead of installing over it', async () => {
  const both = await Promise.all([0, 1].map(() => new Promise<string>((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'scripts', 'bootstrap.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    child.once('close', () => resolve(said));
  })));
  expect(both.filter((said) => said.includes(installing))).toHaveLength(1);
});

test('a browser that CHROMIUM_PATH names and that runs is enough', () => {
  expect(bootstrap().code).toBe(0);
  const browser = path.join(root, 'browser');
  write('browser', '#!/bin/sh\nexit 0\n');
  chmodSync(browser, 0o755);
  expect(bootstrap(['--with-browser'], { ...process.env, CHROMIUM_PATH: browser })).toEqual({ code: 0, said: '' });
});

test('the failing dashboard build fails the start', () => {
  write('scripts/build-web.ts', 'process.exitCode = 3;');
  expect(bootstrap().code).toBe(1);
  write('scripts/build-web.ts', 'process.exitCode = 0;');
  expect(bootstrap().code).toBe(0);
});

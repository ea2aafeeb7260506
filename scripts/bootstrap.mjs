// Makes a fresh machine ready before `npm start` and `npm test`: packages, browser, dashboard. Plain JavaScript without
// dependencies, because it runs on whatever Node (20 or newer) is there, before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.hopyard-stamp');
const platform = `${process.platform}-${process.arch}`;

function main() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) stop(`Hopyard needs Node 20 or newer to install itself; this is ${process.version}. See https://nodejs.org`);
  const release = takeTurn();
  try {
    installPackages();
    if (process.argv.includes('--with-browser')) installBrowser();
    buildDashboard();
  } finally {
    release();
  }
}

function installPackages() {
  const lockText = readText(path.join(root, 'package-lock.json'));
  if (lockText === null) stop('package-lock.json is missing: get it back with `git checkout package-lock.json`.');
  const lock = JSON.parse(lockText).packages;
  const stamp = createHash('sha256').update(`${lockText}\n${platform}\n${patchTexts()}`).digest('hex');
  const isStamped = readText(stampFile) === stamp;
  if ((isStamped || isInstalled(lock)) && isNodeRunning(lock)) {
    if (isStamped || isPatched()) {
      writeFileSync(stampFile, stamp);
      return;
    }
  }
  say('Installing the packages of package-lock.json (npm ci) …');
  const npm = npmCommand();
  // NODE_ENV=production would leave out what builds the dashboard.
  // Below errors, npm mostly warns that packages want the newer Node which it is just installing.
  const words = [...npm.slice(1), 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(npm[0], words, { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) stop('The packages could not be installed; what npm says above is the reason.');
  if (!isNodeRunning(lock)) stop(`Hopyard runs on Node 24. None comes with its packages for ${platform}, or it does not run here: install Node 24 yourself.`);
  writeFileSync(stampFile, stamp);
}

// Somebody who ran `npm ci` himself need not wait for a second one. Packages bound to a platform count only on it.
function isInstalled(lock) {
  const text = readText(path.join(modules, '.package-lock.json'));
  if (text === null) return false;
  const installed = JSON.parse(text).packages;
  return Object.entries(lock).every(([place, entry]) => {
    if (!place.includes('node_modules/') || entry.link || (entry.optional && !isForHere(entry))) return true;
    return installed[place] !== undefined && installed[place].version === entry.version;
  });
}

const patchTexts = () => {
  const folder = path.join(root, 'patches');
  return existsSync(folder) ? readdirSync(folder).sort().map((name) => readText(path.join(folder, name))).join('') : '';
};

// Whoever installed with --ignore-scripts, or before a patch changed, has packages without it.
const isPatched = () => patchTexts() === '' || spawnSync(process.execPath, [path.join(modules, 'patch-package', 'index.js'), '--error-on-fail'], { cwd: root, stdio: 'ignore' }).status === 0;

function isForHere(entry) {
  return Boolean(entry.os?.includes(process.platform) && entry.cpu?.includes(process.arch) && !entry.libc);
}

function isNodeRunning(lock) {
  const bundled = lock[`node_modules/node-${platform}`];
  if (bundled === undefined) return Number(process.versions.node.split('.')[0]) >= 24;
  const result = spawnSync(path.join(modules, '.bin', 'node'), ['-v'], { encoding: 'utf8' });
  return result.status === 0 && result.stdout.trim() === `v${bundled.version}`;
}

function installBrowser() {
  if (findBrowser() !== null) return;
  const how = 'install Chromium (Debian: apt-get install chromium) or name one in CHROMIUM_PATH.';
  if (process.getuid?.() !== 0 || !runs('apt-get', ['--version'])) {
    say(`The browser tests need Chromium and none was found: ${how}`);
    return;
  }
  say('Installing Chromium for the browser tests (apt-get install chromium) …');
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], quiet);
  if (findBrowser() === null) say(`Chromium could not be installed. The browser tests need it: ${how}`);
}

// Ubuntu's /usr/bin/chromium-browser may be a stub that only asks for a snap, so it must run.
function findBrowser() {
  const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return places.find((place) => place && existsSync(place) && runs(place, ['--version'])) ?? null;
}

function buildDashboard() {
  if (!existsSync(path.join(root, 'scripts', 'build-web.ts'))) return;
  const own = path.join(modules, '.bin', 'node');
  // Stripping types anew takes longer than finding out that nothing changed.
  const env = { NODE_COMPILE_CACHE: path.join(modules, '.cache', 'node'), ...process.env };
  const result = spawnSync(existsSync(own) ? own : process.execPath, [path.join(root, 'scripts', 'build-web.ts')], { cwd: root, stdio: 'inherit', env });
  if (result.status !== 0) process.exitCode = 1;
}

// `npm start` and `npm test` may begin together on a fresh machine; the second waits for the first.
function takeTurn() {
  const file = path.join(tmpdir(), `hopyard-bootstrap-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`);
  for (let waited = 0; ; waited += 1) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      process.once('exit', () => remove(file));
      return () => remove(file);
    } catch (error) {
      if (error.code !== 'EEXIST') return () => {};
    }
    const holder = Number(readText(file));
    // An empty file is one that is just being written, unless it stays empty.
    if ((holder > 0 && !isAlive(holder)) || (holder === 0 && waited > 20)) remove(file);
    else if (waited === 5 && holder > 0) say(`Waiting for process ${holder}, which is preparing this folder …`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function npmCommand() {
  const current = process.env.npm_execpath ?? '';
  return path.basename(current).startsWith('npm') ? [process.execPath, current] : ['npm'];
}

function runs(command, words) {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function remove(file) {
  try {
    unlinkSync(file);
  } catch {
    // Somebody else removed it.
  }
}

function say(sentence) {
  process.stdout.write(`${sentence}\n`);
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

main();

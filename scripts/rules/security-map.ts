/** Whether docs/security.md still tells the truth: each test that it names is there, under that very title. */
import type { TrackedFile } from './tracked-files.ts';

/** What the page must speak of: OWASP ASVS 5.0 on authorization (V8), sessions (V7) and limits, and published advisories. */
export const requirements = [
  '2.4.1', '2.4.2', '6.1.1', '6.3.1', '6.3.8',
  '7.1.1', '7.1.2', '7.1.3', '7.2.1', '7.2.2', '7.2.3', '7.2.4', '7.3.1', '7.3.2', '7.4.1', '7.4.2', '7.4.3', '7.4.4', '7.4.5', '7.5.1', '7.5.2', '7.5.3', '7.6.1', '7.6.2',
  '8.1.1', '8.1.2', '8.1.3', '8.1.4', '8.2.1', '8.2.2', '8.2.3', '8.2.4', '8.3.1', '8.3.2', '8.3.3', '8.4.1', '8.4.2',
] as const;
export const advisories = [
  'GHSA-fmh4-wcc4-5jm3', 'CVE-2023-22492', 'CVE-2024-46999', 'GHSA-jj94-6f5c-65r8', 'CVE-2021-41244', 'CVE-2024-10452', 'CVE-2022-21703', 'CVE-2026-21721',
  'CVE-2026-22640', 'CVE-2026-1529', 'CVE-2026-16072', 'CVE-2026-9791', 'CVE-2026-42354', 'CVE-2026-27197', 'CVE-2026-23478', 'CVE-2026-44426', 'CVE-2026-2463',
  'GHSA-728h-4mwj-f2p4', 'CVE-2025-59305', 'CVE-2026-55610',
] as const;

const rows = /^\| ([^|]+) \|.*\|$/gm;
/** `path`: *title*, as the page cites a test. */
const cited = /`([\w./-]+\.(?:test|spec)\.tsx?)`: \*([^*]+)\*/g;
const plain = (text: string) => text.replaceAll(/\\(['"`])/g, '$1');

/** Rows begin with what they are about; each cites at least one test, or says that it does not concern us or is not met. */
export function securityProblems(document: string, files: readonly TrackedFile[]): string[] {
  const texts = new Map(files.map(({ path, text }) => [path, plain(text)]));
  const subjects = [...document.matchAll(rows)].map(([row, subject = '']) => ({ row, subject: subject.trim() })).filter(({ subject }) => /^(?:\d|CVE-|GHSA-)/.test(subject));
  const missing = [...requirements, ...advisories].filter((wanted) => !subjects.some(({ subject }) => subject.split(/[\s,]+/).includes(wanted))).map((wanted) => `docs/security.md says nothing about ${wanted}.`);
  const unproved = subjects.filter(({ row }) => !row.match(cited) && !/Does not concern us:|Not met:|Documented:/.test(row)).map(({ subject }) => `${subject} cites no test.`);
  const untrue = [...document.matchAll(cited)]
    .filter(([, path = '', title = '']) => !texts.get(path)?.includes(title))
    .map(([, path, title]) => `docs/security.md cites “${title}”, which is no title in ${path}.`);
  return [...missing, ...unproved, ...untrue];
}

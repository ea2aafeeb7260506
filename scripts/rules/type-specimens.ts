/** What must not compile: in pure files whatever reaches outside, and everywhere what forgets a rule of the kernel. */

export type TypeSpecimen = { title: string; text: string; error: string };

const kernel = '../../kernel';
const endpointWith = (parts: string) => `import { z } from 'zod';
import { endpoint } from '${kernel}/endpoint.ts';
import { allowed } from '${kernel}/verdict.ts';
export const told = allowed;
export const specimen = endpoint({ operation: 'members.remove', path: '/x', summary: 'x', input: z.object({}), output: z.object({}), ${parts} });
`;
const load = 'load: async () => ({})';
const run = 'run: async () => ({})';
const allow = 'allow: () => allowed';

export const rightFiles: Record<string, string> = {
  'reads': endpointWith(`method: 'GET', reads: true, access: 'member', ${load}, ${allow}, ${run}`),
  'writes-for-members': endpointWith(`method: 'DELETE', access: 'member', locks: 'organization', ${load}, ${allow}, ${run}`),
  'writes-for-anyone': endpointWith(`method: 'POST', access: 'signed-in', locks: 'own', ${load}, ${allow}, ${run}`),
  'keeps-time': 'export const later = (now: Date): Date => new Date(now.getTime() + 1);\n',
  'names-the-right-thing': `import type { ClusterId } from '${kernel}/id.ts';\nexport const same = (id: ClusterId): ClusterId => id;\n`,
  'checks-the-index': 'export const first = (list: string[]): string | undefined => list[0];\n',
};

export const typeSpecimens: TypeSpecimen[] = [
  { title: 'process in a pure file', text: 'export const port = process.env;\n', error: 'TS2580|TS2591|TS2304' },
  { title: 'fetch in a pure file', text: "export const call = () => fetch('https://example.org');\n", error: 'TS2304' },
  { title: 'a timer in a pure file', text: 'export const wait = () => setTimeout(() => {}, 1);\n', error: 'TS2304|TS2584' },
  { title: 'a buffer in a pure file', text: "export const bytes = Buffer.from('');\n", error: 'TS2580|TS2591|TS2304' },
  { title: 'the console in a pure file', text: 'console.log(1);\nexport const x = 1;\n', error: 'TS2584|TS2304' },
  { title: 'chance in a pure file', text: 'export const id = () => crypto.randomUUID();\n', error: 'TS2304' },
  { title: 'the disk in a pure file', text: "export { readFileSync } from 'node:fs';\n", error: 'TS2307|TS2591' },
  { title: 'the browser in a pure file', text: 'export const page = () => document.title;\n', error: 'TS2584|TS2304' },
  { title: 'an endpoint without its permission check', text: endpointWith(`method: 'GET', reads: true, access: 'member', ${load}, ${run}`), error: 'TS2345|TS2769' },
  { title: 'an endpoint that loads nothing', text: endpointWith(`method: 'GET', reads: true, access: 'member', ${allow}, ${run}`), error: 'TS2345|TS2769' },
  { title: 'a write that locks nothing', text: endpointWith(`method: 'DELETE', access: 'member', ${load}, ${allow}, ${run}`), error: 'TS2345|TS2322|TS2769' },
  { title: "a member's write that locks only its own rows", text: endpointWith(`method: 'DELETE', access: 'member', locks: 'own', ${load}, ${allow}, ${run}`), error: 'TS2345|TS2322|TS2769' },
  { title: 'an operation that is not in the list', text: endpointWith(`method: 'GET', reads: true, access: 'member', ${load}, ${allow}, ${run}`).replace('members.remove', 'members.destroy'), error: 'TS2345|TS2322|TS2769' },
  { title: 'a verdict that is only a boolean', text: endpointWith(`method: 'GET', reads: true, access: 'member', ${load}, allow: () => true, ${run}`), error: 'TS2345|TS2322|TS2769' },
  { title: "a cluster's id where a person's belongs", text: `import type { ClusterId, UserId } from '${kernel}/id.ts';\nexport const wrong = (id: ClusterId): UserId => id;\n`, error: 'TS2322' },
  { title: 'an index that may hold nothing', text: 'export const first = (list: string[]): string => list[0];\n', error: 'TS2322' },
  { title: 'undefined for an absent property', text: 'export const odd: { a?: string } = { a: undefined };\n', error: 'TS2375|TS2322' },
  { title: 'a property that an index hides', text: 'export const odd = (all: Record<string, string>) => all.name;\n', error: 'TS4111' },
  { title: 'an enum, which cannot be stripped', text: 'export enum Odd { a }\n', error: 'TS1294' },
  { title: 'a type imported as a value', text: `import { ClusterId } from '${kernel}/id.ts';\nexport type Odd = ClusterId;\n`, error: 'TS1484' },
];

/** The README's table of environment variables, between its two markers. */
import { configurationReference } from '../server/src/platform/config-variables.ts';

const [begin, end] = ['<!-- configuration -->', '<!-- /configuration -->'];

export function configurationTable(readme: string): string {
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has lost its markers ${begin} and ${end}.`);
  const rows = configurationReference.map((row) => `| \`${row.name}\` | ${row.default} | ${row.meaning} |`);
  return `${before}${begin}\n| variable | default | meaning |\n|---|---|---|\n${rows.join('\n')}\n${end}${after}`;
}

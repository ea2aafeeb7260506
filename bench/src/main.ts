/** `npm run bench -- --quick`: progress on stderr, one line of JSON on stdout. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createEnding } from './ending.ts';
import { chooseOperations, runQuick } from './quick.ts';

const usage = `Usage: npm run bench -- --quick [--operation may-i|member-page|invite] [--profile FOLDER]
  --operation  measures only this one
  --profile    writes a V8 CPU profile of the product's process into the folder; figures are then a little lower
`;

const say = (message: string): void => void process.stderr.write(`${message}\n`);
const ending = createEnding(say);

function readArguments() {
  try {
    return parseArgs({ options: { quick: { type: 'boolean' }, operation: { type: 'string' }, profile: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return null;
  }
}

async function main(): Promise<number> {
  const given = readArguments();
  if (!given?.quick) {
    say(usage);
    return given?.help ? 0 : 2;
  }
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.once(signal, () => void ending.end().then(() => process.exit(code)));
  try {
    const profileFolder = given.profile === undefined ? null : path.resolve(given.profile);
    if (profileFolder) mkdirSync(profileFolder, { recursive: true });
    const report = await runQuick({ chosen: chooseOperations(given.operation), profileFolder, say, ending });
    await ending.end();
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await ending.end();
  }
}

process.exitCode = await main();

/** Starts one cluster: `main.ts --config <file>`. Exits 1 after a start that failed, and 0 after a clean stop. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationFailure, readConfiguration, type Configuration } from './configuration.ts';
import { describeStartFailure } from './failure.ts';
import { lineLog } from './log.ts';
import { startCluster, writeFileWhole } from './process.ts';

// Whoever started this may go away; a log that nobody reads must not end the cluster.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const log = lineLog((line) => void process.stderr.write(line));

function reportFailure(error: unknown, configuration: Configuration | null): void {
  const { code, message } = describeStartFailure(error);
  log.warn('The cluster did not start', { code, because: message });
  const dataDir = configuration?.dataDir ?? (error instanceof ConfigurationFailure ? error.dataDir : null);
  if (dataDir === null) return;
  try {
    writeFileWhole(path.join(dataDir, 'failure.json'), { at: new Date().toISOString(), code, message });
  } catch {
    log.warn('The failure could not be written into the data folder');
  }
}

async function main(): Promise<void> {
  let configuration: Configuration | null = null;
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' } } });
    configuration = readConfiguration(values.config ?? '');
    const cluster = await startCluster(configuration, log);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void cluster.stop());
  } catch (error) {
    reportFailure(error, configuration);
    process.exitCode = 1;
  }
}

await main();

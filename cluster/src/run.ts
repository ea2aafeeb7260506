/** A cluster as a process: its arguments, its signals, its exit code, its memory. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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

/** Starts one cluster from `--config <file>`. The process exits 1 after a start that failed, and 0 after a clean stop. */
export async function run(): Promise<void> {
  // The database holds secrets of single sign-on and hashes of passwords.
  process.umask(0o077);
  let configuration: Configuration | null = null;
  let cluster: { stop(): Promise<void> } | null = null;
  let isEnding = false;
  // From the first moment on: whoever reads that the cluster started may end it at once.
  const end = (): void => {
    isEnding = true;
    void cluster?.stop();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' } } });
    configuration = readConfiguration(values.config ?? '');
    cluster = await startCluster(configuration, log);
    giveBackMemory();
    if (isEnding) await cluster.stop();
  } catch (error) {
    reportFailure(error, configuration);
    process.exitCode = 1;
  }
}

/** A start leaves twice the memory that running needs, and an idle process would keep it; many clusters share a machine. */
function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: { type: string; execution: string; flavor: string }) => void;
  setTimeout(() => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }), 1000).unref();
}

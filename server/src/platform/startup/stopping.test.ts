import { describe, expect, test } from 'vitest';
import { createStopping } from './stopping.ts';

describe('stopping', () => {
  test('ends what was started, last first, once however often it is asked', async () => {
    const ended: string[] = [];
    const stopping = createStopping(() => undefined);
    for (const name of ['database', 'queue', 'server']) stopping.onStop(name, () => void ended.push(name));
    await Promise.all([stopping.stop(), stopping.stop()]);
    expect(ended).toEqual(['server', 'queue', 'database']);
  });

  test('goes on to the next when one hangs or fails, and says which', async () => {
    const [ended, reports]: [string[], string[]] = [[], []];
    const stopping = createStopping((message, error) => void reports.push(`${message}: ${(error as Error).message}`), 20);
    stopping.onStop('database', () => void ended.push('database'));
    stopping.onStop('queue', () => Promise.reject(new Error('gone')));
    stopping.onStop('server', () => new Promise(() => undefined));
    await stopping.stop();
    expect(ended).toEqual(['database']);
    expect(reports).toEqual(['Could not stop server cleanly: It did not end within 20 ms', 'Could not stop queue cleanly: gone']);
  });
});

/** A browser's EventSource for tests: reads one live stream and remembers what came, and when it ended. */
import http from 'node:http';
import { poll } from './poll.ts';

export type StreamEvent = { event: string; data: any; at: number }; // oxlint-disable-line typescript/no-explicit-any -- tests look into events freely

export type EventStream = {
  status: number;
  headers: http.IncomingHttpHeaders;
  raw(): string;
  events: StreamEvent[];
  isEnded(): boolean;
  /** Waits until such an event has come. */
  until(wanted: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  ended(): Promise<void>;
  close(): void;
};

export function openStream(url: string, headers: Record<string, string>): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers, agent: false }, (response) => {
      const events: StreamEvent[] = [];
      let [raw, ended] = ['', false];
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        raw += chunk;
        events.splice(0, events.length, ...parse(raw, events));
      });
      response.on('error', () => undefined);
      response.on('close', () => void (ended = true));
      resolve({
        status: response.statusCode ?? 0, headers: response.headers, events, raw: () => raw, isEnded: () => ended,
        until: (wanted) => poll(() => events.find(wanted)),
        ended: async () => void (await poll(() => ended)),
        close: () => void request.destroy(),
      });
    });
    request.on('error', reject);
  });
}

/** @param known events that were parsed before, whose time is kept */
function parse(raw: string, known: StreamEvent[]): StreamEvent[] {
  const blocks = raw.split('\n\n').slice(0, -1).filter((block) => /^event: /m.test(block));
  return blocks.map((block, at) => known[at] ?? {
    event: /^event: (.*)$/m.exec(block)?.[1] ?? '', data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null'), at: Date.now(),
  });
}

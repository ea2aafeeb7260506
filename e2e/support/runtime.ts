/** The process of a local cluster as somebody on the machine meets it: its files, its pid, its administration address. */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import path from 'node:path';
import type { Product } from './product.ts';

export type RuntimeConfiguration = {
  address: string; administrationPort: number; pagePort: number; pageUrl: string; controlKey: string;
  cloudEvents: { endpoint: string; apiKey: string };
};

type Call = { method?: string; path: string; headers?: Record<string, string>; body?: object };

export function runtimeOf(product: Product, clusterId: string) {
  const folder = path.join(product.dataFolder, 'clusters', clusterId);
  const read = <Content>(file: string) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Content;
  const configuration = read<RuntimeConfiguration>('config.json');
  const ca = readFileSync(path.join(product.dataFolder, 'authority/authority.pem'));
  return {
    configuration,
    folder,
    pid: () => read<{ pid: number }>('data/run.json').pid,
    /** Over TLS, trusting the installation's own authority and nothing else. */
    ask: ({ method = 'GET', path: target, headers = {}, body }: Call) =>
      new Promise<{ status: number; text: string }>((resolve, reject) => {
        const { address, administrationPort } = configuration;
        const all = { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) };
        const sent = request({ host: address, port: administrationPort, path: target, method, ca, headers: all, agent: false }, (answer) => {
          let text = '';
          answer.on('data', (chunk: Buffer) => void (text += chunk.toString()));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        });
        sent.on('error', reject).end(body ? JSON.stringify(body) : undefined);
      }),
  };
}

export type Runtime = ReturnType<typeof runtimeOf>;

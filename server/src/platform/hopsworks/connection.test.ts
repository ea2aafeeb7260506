import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HopsworksError, Unreachable, type HopsworksAddress } from '../../features/cluster-accounts/hopsworks.ts';
import { openAuthority, type Authority } from '../pki/authority.ts';
import { openConnection, type Call, type Connection } from './connection.ts';

type Reply = (request: IncomingMessage, response: ServerResponse) => void;

let home: string;
let authority: Authority;
let server: Server;
let address: HopsworksAddress;
let connection: Connection;
/** What the server does with the first call, the second, and so on; the last stays. */
let replies: Reply[] = [];
let calls: string[] = [];

const read: Call = { method: 'GET', path: '/thing', authorization: 'ApiKey pre.secret-part', repeatable: true };
const write: Call = { method: 'POST', path: '/thing', authorization: 'ApiKey pre.secret-part', repeatable: false };

const answer = (status: number, body: unknown): Reply => (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const cut: Reply = (request) => request.socket.destroy();
const silence: Reply = () => undefined;

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'hopyard-test-'));
  authority = await openAuthority({ directory: path.join(home, 'authority') });
  const { certificatePem, keyPem } = await authority.issue({ names: [], addresses: ['127.64.9.11'], days: 1 });
  server = createServer({ cert: certificatePem, key: keyPem }, (request, response) => {
    calls.push(`${request.method} ${request.url}`);
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    reply?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.64.9.11', resolve));
  address = { administrationUrl: `https://127.64.9.11:${(server.address() as AddressInfo).port}`, authorityPem: authority.authorityPem };
  connection = openConnection({ connectMs: 500, callMs: 1500 });
});

afterEach(() => {
  replies = [];
  calls = [];
});

afterAll(async () => {
  await connection.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(home, { recursive: true });
});

const refusalOf = (sent: Promise<unknown>): Promise<Error> => sent.then(() => Promise.reject(new Error('it succeeded')), (error: Error) => error);

describe('what is tried again', () => {
  test.each([['a cut connection', cut], ['502', answer(502, {})], ['503', answer(503, {})], ['504', answer(504, {})]])('a read is tried three times in all after %s', async (_, reply) => {
    replies = [reply, reply, answer(200, { fine: true })];
    expect((await connection.send(address, read)).json).toEqual({ fine: true });
    expect(calls).toHaveLength(3);
    calls = [];
    replies = [reply];
    await refusalOf(connection.send(address, read));
    expect(calls).toHaveLength(3);
  });

  test('a refusal and a broken cluster are final', async () => {
    for (const status of [400, 401, 404, 409, 500]) {
      replies = [answer(status, {}), answer(200, {})];
      expect(await refusalOf(connection.send(address, read))).toMatchObject({ status });
    }
    expect(calls).toHaveLength(5);
  });

  test('a write that may not be repeated is sent once', async () => {
    replies = [cut, answer(200, {})];
    expect(await refusalOf(connection.send(address, write))).toBeInstanceOf(Unreachable);
    expect(calls).toHaveLength(1);
    expect((await connection.send(address, write)).status).toBe(200);
  });
});

describe('what is bounded', () => {
  test('a cluster that never answers is given up within the limit, tries included', async () => {
    replies = [silence];
    const startedAt = performance.now();
    const error = await refusalOf(connection.send(address, read));
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toBe('The cluster did not answer in time.');
    expect(calls).toHaveLength(1);
  });

  test('an answer that never ends is given up as well', async () => {
    replies = [(_, response) => void response.writeHead(200).write('{')];
    expect(await refusalOf(connection.send(address, read))).toBeInstanceOf(Unreachable);
  });

  test('an answer of more than 10 MB is refused; one just below it is read', async () => {
    replies = [answer(200, 'a'.repeat(9_900_000))];
    expect((await connection.send(address, write)).json).toHaveLength(9_900_000);
    replies = [answer(200, 'a'.repeat(10_600_000))];
    const error = await refusalOf(connection.send(address, write));
    expect(error.message).toBe('The cluster did not answer: its answer is too long.');
  });

  test('a redirect is not followed', async () => {
    replies = [(_, response) => response.writeHead(302, { location: '/elsewhere' }).end()];
    expect(await refusalOf(connection.send(address, read))).toMatchObject({ status: 302 });
    expect(calls).toEqual(['GET /thing']);
  });

  test('an address where nothing listens is named as such', async () => {
    const error = await refusalOf(connection.send({ ...address, administrationUrl: 'https://127.64.9.11:9' }, write));
    expect(error.message).toBe('The cluster did not answer: nothing listens at its address.');
  });
});

describe('who is believed', () => {
  test('a cluster of another authority is not, and gets no key', async () => {
    const other = await openAuthority({ directory: path.join(home, 'other') });
    replies = [answer(200, {})];
    const error = await refusalOf(connection.send({ ...address, authorityPem: other.authorityPem }, write));
    expect(error.message).toBe('The cluster did not answer: its certificate is not from the authority we expect.');
    expect(calls).toEqual([]);
    expect((await connection.send(address, write)).status).toBe(200);
  });
});

describe('what is sent and said', () => {
  test('values in the query arrive as they were, names may repeat', async () => {
    replies = [answer(200, {})];
    await connection.send(address, { ...read, query: [['email', "o'neil+a&b=c@example.com"], ['scope', 'A'], ['scope', 'B']] });
    const { searchParams } = new URL(calls[0]!.split(' ')[1]!, 'https://cluster');
    expect(searchParams.get('email')).toBe("o'neil+a&b=c@example.com");
    expect(searchParams.getAll('scope')).toEqual(['A', 'B']);
  });

  test('the error number gets our own sentence; what the cluster wrote is not repeated', async () => {
    replies = [answer(409, { errorCode: 160003, errorMsg: 'pre.secret-part', usrMsg: 'pre.secret-part' })];
    const error = await refusalOf(connection.send(address, write));
    expect(error).toBeInstanceOf(HopsworksError);
    expect(error).toMatchObject({ status: 409, errorCode: 160003, message: 'The cluster refused: an account with this e-mail or identity exists already (HTTP 409, error 160003).' });
    replies = [answer(500, 'pre.secret-part')];
    const broken = await refusalOf(connection.send(address, write));
    expect(broken.message).toBe('The cluster failed (HTTP 500).');
    expect(JSON.stringify([error, broken, error.stack, broken.stack])).not.toContain('secret-part');
  });
});

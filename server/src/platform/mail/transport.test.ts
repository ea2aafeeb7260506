import { createServer, type AddressInfo, type Server } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { openTransport } from './transport.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const letter = { id: 'letter-1', sentAt: new Date('2026-03-01T10:00:00Z'), to: 'bob@example.org', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };
const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

async function listen(server: Server | SMTPServer, host = '127.0.0.1'): Promise<number> {
  const listener = 'server' in server ? server.server : server;
  await new Promise<void>((resolve) => listener.listen(0, host, resolve));
  ends.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (listener.address() as AddressInfo).port;
}

function transportTo(port: number, credentials = '', host = '127.0.0.1', timeoutMs = 10_000) {
  const transport = openTransport({ smtpUrl: `smtp://${credentials}${host}:${port}`, from: 'hopyard@example.org', timeoutMs });
  ends.push(() => transport.close());
  return transport;
}

async function mailServer(options: SMTPServerOptions) {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onData(stream, _session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => (raw += chunk.toString()));
      stream.on('end', () => {
        received.push(raw);
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  return { received, port: await listen(server) };
}

describe('delivered', () => {
  test('the server gets both parts, marked as written by a machine, under an id and date that a repeat has too', async () => {
    const { received, port } = await mailServer({});
    const transport = transportTo(port);
    expect(await transport.send(letter)).toEqual({ kind: 'delivered' });
    expect(await transport.send(letter)).toEqual({ kind: 'delivered' });
    const head = received.map((raw) => raw.split('\r\n').filter((line) => /^(Message-ID|Date|Auto-Submitted|To):/i.test(line)).toSorted());
    expect(head[0]).toEqual(['Auto-Submitted: auto-generated', 'Date: Sun, 01 Mar 2026 10:00:00 +0000', 'Message-ID: <letter-1@example.org>', 'To: bob@example.org']);
    expect(head[1]).toEqual(head[0]);
    expect(received[0]).toMatch(/multipart\/alternative[\s\S]*text\/plain[\s\S]*text\/html/);
  });

  test('the server may ask for a sign-in', async () => {
    const { port, received } = await mailServer({
      authOptional: false, allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => (username === 'hop' && password === 'yard' ? done(null, { user: 'hop' }) : done(refusal(535, 'Wrong: hop yard'))),
    });
    expect(await transportTo(port, 'hop:yard@').send(letter)).toEqual({ kind: 'delivered' });
    expect(received).toHaveLength(1);
    // What the server says to a wrong sign-in may hold it: our own words instead. And it is the operator's to mend.
    expect(await transportTo(port, 'hop:wrong@').send(letter)).toEqual({ kind: 'delayed', because: 'The mail server did not accept the sign-in that Hopyard is configured with.' });
  });
});

describe('refused', () => {
  test.each([550, 553])('%i for the recipient is for good, with the server\'s words', async (code) => {
    const { port } = await mailServer({ onRcptTo: (_address, _session, done) => done(refusal(code, '5.1.1 User unknown.')) });
    expect(await transportTo(port).send(letter)).toEqual({ kind: 'rejected', because: `The mail server refused the letter: ${code} 5.1.1 User unknown.` });
  });

  test('554 for the content is for good, and a link the server quotes is cut out', async () => {
    const { port } = await mailServer({ onData: (stream, _session, done) => stream.resume().on('end', () => done(refusal(554, 'Listed: https://hopyard.example.org/verify#secret and /verify#secret'))) });
    const outcome = await transportTo(port).send(letter);
    expect(outcome).toEqual({ kind: 'rejected', because: 'The mail server refused the letter: 554 Listed: … and ….' });
  });

  test('a refused sender or connection is not the recipient\'s fault: the letter waits', async () => {
    const sender = await mailServer({ onMailFrom: (_address, _session, done) => done(refusal(550, 'Not you')) });
    expect(await transportTo(sender.port).send(letter)).toMatchObject({ kind: 'delayed' });
    const connection = await mailServer({ onConnect: (_session, done) => done(refusal(554, 'Go away')) });
    expect(await transportTo(connection.port).send(letter)).toMatchObject({ kind: 'delayed' });
  });
});

describe('delayed', () => {
  test('451 is for now, and the same transport delivers when the server takes it', async () => {
    let attempts = 0;
    const { port } = await mailServer({ onRcptTo: (_address, _session, done) => done((attempts += 1) === 1 ? refusal(451, 'Busy') : null) });
    const transport = transportTo(port);
    expect(await transport.send(letter)).toEqual({ kind: 'delayed', because: 'The mail server did not take the letter yet: 451 Busy.' });
    expect(await transport.send(letter)).toEqual({ kind: 'delivered' });
  });

  test('a server that is down, silent or breaks off is no exception', async () => {
    const down = createServer();
    const port = await listen(down);
    await (ends.pop() as () => Promise<void>)();
    expect(await transportTo(port).send(letter)).toEqual({ kind: 'delayed', because: 'The mail server could not be reached.' });

    const silent = createServer((socket) => ends.push(() => socket.destroy()));
    expect(await transportTo(await listen(silent), '', '127.0.0.1', 500).send(letter)).toEqual({ kind: 'delayed', because: 'The mail server did not answer in time.' });

    const breaking = createServer((socket) => socket.destroy());
    expect(await transportTo(await listen(breaking)).send(letter)).toEqual({ kind: 'delayed', because: 'The mail server could not be reached.' });
  });

  test('a password does not leave this machine unencrypted', async () => {
    let attempts = 0;
    const options: SMTPServerOptions = { allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(null, { user: String((attempts += 1)) }) };
    const { port } = await mailServer(options);
    // The whole of 127/8 is this machine, but only its usual names are taken for it.
    const server = new SMTPServer({ ...options, disabledCommands: ['STARTTLS'], closeTimeout: 100 });
    const elsewhere = await listen(server, '127.0.0.2');
    expect(await transportTo(elsewhere, 'hop:yard@', '127.0.0.2').send(letter)).toMatchObject({ kind: 'delayed' });
    expect(attempts).toBe(0);
    expect(await transportTo(port, 'hop:yard@').send(letter)).toEqual({ kind: 'delivered' });
    expect(attempts).toBe(1);
  });
});

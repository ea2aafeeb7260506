/** A mail server that can be away. It takes every letter and keeps who each was for, and nothing else. */
import { createServer, type Server, type Socket } from 'node:net';

export function mailServerAt(port: number) {
  const received: string[] = [];
  let server: Server | null = null;
  const sockets = new Set<Socket>();
  return {
    url: `smtp://127.0.0.1:${port}`,
    /** One entry per letter: its recipient. */
    received,
    start: () => new Promise<void>((resolve) => {
      server = createServer((socket) => {
        sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy()));
        talk(socket, (recipient) => received.push(recipient));
      }).listen(port, '127.0.0.1', resolve);
    }),
    stop: () => new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      if (server) server.close(() => resolve());
      else resolve();
    }),
  };
}

function talk(socket: Socket, onLetter: (recipient: string) => void): void {
  let recipient = '';
  let inLetter = false;
  let unread = '';
  const line = (text: string) => {
    if (inLetter) {
      if (text !== '.') return;
      inLetter = false;
      onLetter(recipient);
      return socket.write('250 taken\r\n');
    }
    recipient = /^RCPT TO:<([^>]*)>/i.exec(text)?.[1] ?? recipient;
    if (/^DATA/i.test(text)) inLetter = true;
    if (/^QUIT/i.test(text)) return socket.end('221 bye\r\n');
    return socket.write(inLetter ? '354 go on\r\n' : '250 ok\r\n');
  };
  socket.write('220 ready\r\n');
  socket.on('data', (chunk: Buffer) => {
    const lines = (unread + chunk.toString('latin1')).split('\r\n');
    unread = lines.pop() ?? '';
    lines.forEach(line);
  });
}

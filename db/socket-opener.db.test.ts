import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { connect } from './connect';
import { SocketOpener } from './socket-opener';
import { until } from './testing/until';

let server: Server;
let port: number;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterEach(() => {
  server.close();
});

/** Longer than any test takes. */
const LONG = () => 600_000;

const targetOf = (at: number) => ({ host: ['127.0.0.1'], port: [at] });

/** How a socket ends that is asked something. */
function endOf(socket: Duplex): Promise<Error> {
  socket.write('?');
  return new Promise((resolve) => socket.once('error', resolve));
}

test('O1. while nobody answers, one connection at a time is tried, and all others fail with what it failed with', async () => {
  server.close();
  const opener = new SocketOpener(10_000, LONG);
  const first = await endOf(opener.open(targetOf(port)));
  expect(first).toMatchObject({ code: 'ECONNREFUSED' });
  const others = await Promise.all(Array.from({ length: 50 }, () => endOf(opener.open(targetOf(port)))));
  expect(new Set(others)).toEqual(new Set([first]));
  expect(opener.attempts).toBe(1);
});

test('O1. a client whose connections failed while others were tried works again once the server does', async () => {
  const url = new URL(inject('serverUrl'));
  const [realPort, realHost] = [Number(url.port), url.hostname];
  const open = new Set<Socket>();
  let isUp = true;
  server.on('connection', (socket) => {
    if (!isUp) {
      socket.destroy();
      return;
    }
    const upstream = createConnection(realPort, realHost);
    for (const one of [socket, upstream]) open.add(one.on('error', () => {}));
    socket.pipe(upstream).pipe(socket);
  });
  url.port = String(port);
  const sql = await connect(url.href, { node: 'n1', role: 'hub', connectionsMax: 4 });
  const ask = () => Promise.all(Array.from({ length: 8 }, () => sql`select 1`));
  const hasWorked = () =>
    ask().then(
      () => true,
      () => false,
    );
  await ask();
  isUp = false;
  for (const socket of open) socket.destroy();
  for (let count = 0; count < 10; count += 1) expect(await hasWorked()).toBe(false);
  isUp = true;
  await until('it works again', hasWorked);
  await sql.end();
  for (const socket of open) socket.destroy();
});

test('O1. a server that refuses connections is away as well', async () => {
  server.on('connection', (socket) => socket.end('E the database system is starting up'));
  const opener = new SocketOpener(10_000, LONG);
  const refused = opener.open(targetOf(port));
  await once(refused, 'close');
  await endOf(opener.open(targetOf(port)));
  expect(opener.attempts).toBe(1);
});

test('O1. once it is there again, all are let through', async () => {
  const opener = new SocketOpener(10_000);
  server.on('connection', (socket) => socket.write(opener.attempts === 1 ? 'E' : 'R', () => socket.destroy()));
  await once(opener.open(targetOf(port)), 'close');
  let answer: Buffer | undefined;
  while (answer === undefined) {
    const socket = opener.open(targetOf(port));
    socket.write('?');
    answer = await new Promise((resolve) => {
      socket.once('data', resolve);
      socket.once('error', () => resolve(undefined));
    });
  }
  const before = opener.attempts;
  await Promise.all(Array.from({ length: 8 }, () => once(opener.open(targetOf(port)), 'close')));
  expect(opener.attempts).toBe(before + 8);
});

test('O2. a connection that says nothing though it was asked is ended; one that was not asked stays', async () => {
  const accepted: Socket[] = [];
  server.on('connection', (socket) => accepted.push(socket.resume()));
  const opener = new SocketOpener(1_500);
  const asked = opener.open(targetOf(port));
  const idle = opener.open(targetOf(port));
  expect(await endOf(asked)).toMatchObject({ code: 'ETIMEDOUT' });
  expect(idle.destroyed).toBe(false);
  idle.destroy();
  for (const socket of accepted) socket.destroy();
});

/** Requests as they are: nothing is normalised, encoded or refused on this side. */
import { type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export type Sent = {
  method?: string;
  path: string;
  /** Text and bytes as they are, everything else as JSON. */
  body?: unknown;
  /** Names and values in turn where a name comes twice. */
  headers?: OutgoingHttpHeaders | string[];
};

export type Received = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

export function sendRaw(port: number, { method = 'GET', path, body, headers = {} }: Sent): Promise<Received> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const type =
    bytes === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) };
  return new Promise((resolve, reject) => {
    const sending = request(
      { port, host: '127.0.0.1', method, path, headers: Array.isArray(headers) ? headers : { ...type, ...headers } },
      (response) => {
        text(response).then(
          (received) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received }),
          reject,
        );
      },
    );
    sending.on('error', reject);
    sending.end(bytes);
  });
}

/** Sends bytes on a connection of their own, and gives what comes back until the other side ends it. */
export function exchange(port: number, parts: Iterable<string | Uint8Array>): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    const write = (iterator: Iterator<string | Uint8Array>): void => {
      if (socket.destroyed) return;
      const { value, done } = iterator.next();
      if (!done) socket.write(value, () => setImmediate(write, iterator));
    };
    socket.setEncoding('utf8').on('data', (chunk) => {
      received += chunk;
    });
    // Whoever is still sending as the other side hangs up has its answer all the same.
    socket.on('error', () => undefined).on('close', () => resolve(received));
    socket.on('connect', () => write(parts[Symbol.iterator]()));
  });
}

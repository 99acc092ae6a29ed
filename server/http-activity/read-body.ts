/** Reads what was answered: as text, unpacked, and not without end. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { HttpProblem } from './http-problem';

/** Counted after unpacking, so that a small answer cannot become a large one. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;

/** Rejects with an `HttpProblem` where the body is too large. */
export async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of unpacked(response)) {
    bytes += (chunk as Buffer).length;
    if (bytes > BODY_BYTES_MAX) {
      response.destroy();
      throw new HttpProblem('HttpTooLarge', `The answer is larger than ${BODY_BYTES_MAX} bytes.`, true);
    }
    chunks.push(chunk as Buffer);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function unpacked(response: IncomingMessage): Readable {
  const unpack = unpacker(response.headers['content-encoding']);
  if (unpack === null) return response;
  // Where the connection breaks, so does what comes out of it.
  response.on('error', (error) => unpack.destroy(error));
  return response.pipe(unpack);
}

function unpacker(encoding: string | undefined) {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return null;
  }
}

import { Refusal } from './refusal';

export const BODY_BYTES_MAX = 1024 * 1024;

/**
 * The body as text; empty where there is none. Bytes are counted as they arrive, whatever the headers promise.
 * Throws a Refusal: `too-large`, `unsupported-media-type` for compressed bodies, `invalid-request` for ill-formed UTF-8.
 */
export async function readBody(request: Request, bytesMax = BODY_BYTES_MAX): Promise<string> {
  const limited = limitBody(request, bytesMax);
  const bytes = await limited.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('invalid-request', 'The body is not well-formed UTF-8.');
  }
}

/** The same request, whose body fails with a Refusal where more than `bytesMax` bytes arrive. Throws as `readBody`. */
export function limitBody(request: Request, bytesMax = BODY_BYTES_MAX): Request {
  if (Number(request.headers.get('content-length')) > bytesMax) throw tooLarge(bytesMax);
  if ((request.headers.get('content-encoding') ?? 'identity') !== 'identity') {
    throw new Refusal('unsupported-media-type', 'Compressed bodies are not understood.');
  }
  if (request.body === null) return request;
  const init = { body: request.body.pipeThrough(countingStream(bytesMax)), duplex: 'half' };
  return new Request(request, init);
}

function countingStream(bytesMax: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) controller.error(tooLarge(bytesMax));
      else controller.enqueue(chunk);
    },
  });
}

function tooLarge(bytesMax: number): Refusal {
  return new Refusal('too-large', `A body has at most ${bytesMax.toLocaleString('en')} bytes.`);
}

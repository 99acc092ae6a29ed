import { limits } from '@/contract/limits';
import { Refusal } from './refusal';

/**
 * The body as text; empty where there is none. Bytes are counted as they arrive, whatever the headers promise.
 * Throws a Refusal: `too-large`, `request-timeout`, `unsupported-media-type` for compressed bodies, `invalid-encoding` for
 * ill-formed UTF-8.
 */
export async function readBody(request: Request): Promise<string> {
  assertReadable(request);
  if (request.body === null) return '';
  const chunks = await readChunks(request.body);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  } catch {
    throw new Refusal('invalid-encoding', 'The body is not well-formed UTF-8.');
  }
}

/** The same request, whose body fails with a Refusal where it is too large or takes too long. Throws as `readBody`. */
export function limitBody(request: Request): Request {
  assertReadable(request);
  if (request.body === null) return request;
  const init = { body: request.body.pipeThrough(limitingStream()), duplex: 'half' };
  return new Request(request, init);
}

function assertReadable(request: Request): void {
  if (Number(request.headers.get('content-length')) > limits().bodyBytes) throw tooLarge();
  if ((request.headers.get('content-encoding') ?? 'identity') !== 'identity') {
    throw new Refusal('unsupported-media-type', 'Compressed bodies are not understood.');
  }
}

/** The rest of a body that is refused is left where it is: to cancel it would cut the connection before the answer. */
async function readChunks(body: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const { bodyBytes, bodyTimeoutMs } = limits();
  const reader = body.getReader();
  const alarm = setAlarm(bodyTimeoutMs);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), alarm.rings]);
      if (done) return chunks;
      bytes += value.byteLength;
      if (bytes > bodyBytes) throw tooLarge();
      chunks.push(value);
    }
  } finally {
    alarm.stop();
  }
}

/** Rejects with a Refusal after that time, unless it is stopped. */
function setAlarm(ms: number): { rings: Promise<never>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const rings = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooSlow()), ms);
  });
  return { rings, stop: () => clearTimeout(timer) };
}

function limitingStream(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  const { bodyBytes, bodyTimeoutMs } = limits();
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  return new TransformStream({
    start(controller) {
      timer = setTimeout(() => controller.error(tooSlow()), bodyTimeoutMs).unref();
    },
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > bodyBytes) controller.error(tooLarge());
      else controller.enqueue(chunk);
    },
    flush: () => clearTimeout(timer),
  });
}

function tooLarge(): Refusal {
  return new Refusal('too-large', `A body has at most ${limits().bodyBytes.toLocaleString('en')} bytes.`);
}

function tooSlow(): Refusal {
  return new Refusal('request-timeout', `A body arrives within ${limits().bodyTimeoutMs} ms.`);
}

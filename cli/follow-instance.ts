/**
 * An instance, told anew whenever it may have changed.
 *
 * F1. It is read after the stream of changes is open, so that no change falls between the two.
 * F2. A stream is opened anew every half minute: a hint that was lost costs no more than that.
 * F3. A server that goes away for a while, as in a deployment, is waited for.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { changeHintSchema } from '@/contract/change';
import { type InstanceDetails, instanceDetailsSchema } from '@/contract/instance';
import type { Api } from './api';
import { CliError } from './cli-error';
import { EXIT } from './exit-code';

const STREAM_MS = 30_000;
const PAUSE_MS = 1_000;
const TRIES = 60;

/** Ends when nobody asks for more. Rejects where the instance is not there, or the server stays away for a minute. */
export async function* followInstance(api: Api, instanceId: string): AsyncGenerator<InstanceDetails> {
  const read = () => api.ask(instanceDetailsSchema, 'GET', ['instances', instanceId]);
  yield await read();
  let failures = 0;
  for (;;) {
    const stop = new AbortController();
    try {
      const hints = await openHints(api, AbortSignal.any([stop.signal, AbortSignal.timeout(STREAM_MS)]));
      yield await read();
      failures = 0;
      while (await hintAbout(hints, instanceId)) yield await read();
    } catch (error) {
      if (!(error instanceof CliError) || error.exitCode !== EXIT.unreachable || failures >= TRIES) throw error;
      failures += 1;
      await pause(PAUSE_MS);
    } finally {
      stop.abort();
    }
  }
}

type Hints = ReadableStreamDefaultReader<{ data: string }>;

async function openHints(api: Api, signal: AbortSignal): Promise<Hints> {
  const text = await api.textStream(['changes'], signal);
  return text.pipeThrough(new EventSourceParserStream()).getReader();
}

/** Waits for a hint that may mean the instance; false where the stream ends before. */
async function hintAbout(hints: Hints, instanceId: string): Promise<boolean> {
  for (;;) {
    const next = await hints.read().catch(() => ({ done: true as const, value: undefined }));
    if (next.done) return false;
    const { instanceIds } = changeHintSchema.parse(JSON.parse(next.value.data));
    if (instanceIds === null || instanceIds.includes(instanceId)) return true;
  }
}

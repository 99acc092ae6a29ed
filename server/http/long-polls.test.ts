import { expect, it } from 'vitest';
import type { Completion } from '../client/completion';
import type { WaitOptions } from '../client/completion-watch';
import { LongPolls } from './long-polls';

const RUNNING: Completion = { status: 'Running', generation: 0, output: undefined, failure: null };

/** Waits until its signal or, without a time, at once. */
function waiting() {
  const asked: WaitOptions[] = [];
  const waitForCompletion = (_id: string, options: WaitOptions): Promise<Completion> => {
    asked.push(options);
    if (options.timeoutMs === 0) return Promise.resolve(RUNNING);
    return new Promise((_, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
    });
  };
  return { client: { waitForCompletion: waitForCompletion as never }, asked };
}

const closing = new AbortController().signal;

it('waits no longer than a minute', async () => {
  const { client, asked } = waiting();
  void new LongPolls(closing).wait(client, 'a', { timeoutMs: 3_600_000, signal: undefined });
  expect(asked).toMatchObject([{ timeoutMs: 60_000 }]);
});

it('gives up where the caller has gone, or the process stops', async () => {
  const { client } = waiting();
  const [caller, stop] = [new AbortController(), new AbortController()];
  const polls = new LongPolls(stop.signal);
  const given = polls.wait(client, 'a', { timeoutMs: 1_000, signal: caller.signal });
  const others = polls.wait(client, 'a', { timeoutMs: 1_000, signal: undefined });
  caller.abort();
  expect(await given).toBeNull();
  stop.abort();
  expect(await others).toBeNull();
  expect(await polls.wait(client, 'a', { timeoutMs: 1_000, signal: undefined })).toBeNull();
});

it('does not wait where too many do, until one has gone', async () => {
  const { client, asked } = waiting();
  const caller = new AbortController();
  const polls = new LongPolls(closing, 1);
  const first = polls.wait(client, 'a', { timeoutMs: 1_000, signal: caller.signal });
  expect(await polls.wait(client, 'a', { timeoutMs: 1_000, signal: undefined })).toEqual(RUNNING);
  caller.abort();
  await first;
  void polls.wait(client, 'a', { timeoutMs: 1_000, signal: undefined });
  expect(asked.map(({ timeoutMs }) => timeoutMs)).toEqual([1_000, 0, 1_000]);
});

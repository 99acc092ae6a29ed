import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChangeHint } from '@/contract/change';
import { changeStream } from './change-stream';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const listeners = new Set<(hint: ChangeHint) => void>();
  const shutdown = new AbortController();
  const client = new AbortController();
  const feed = {
    closing: shutdown.signal,
    subscribe(listener: (hint: ChangeHint) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const reader = changeStream(feed, client.signal).getReader();
  const change = (...instanceIds: string[]) => {
    for (const listener of listeners) listener({ instanceIds });
  };
  const read = async () => {
    const { value, done } = await reader.read();
    return done ? 'end' : new TextDecoder().decode(value);
  };
  return { listeners, shutdown, client, reader, change, read };
}

const event = (...ids: string[]) => `event: change\ndata: ${JSON.stringify({ instanceIds: ids })}\n\n`;

describe('changeStream', () => {
  it('sends the first change at once, and what follows in one event after a quarter of a second', async () => {
    const { change, read } = open();
    expect(await read()).toBe(': listening\n\n');
    change('a');
    expect(await read()).toBe(event('a'));
    change('b', 'c');
    change('b', 'd');
    await vi.advanceTimersByTimeAsync(250);
    expect(await read()).toBe(event('b', 'c', 'd'));
  });

  it('sends at most four events a second, however much changes', async () => {
    const { change, read } = open();
    let events = 0;
    for (let ms = 0; ms < 2000; ms += 10) {
      change(`order-${ms}`);
      await vi.advanceTimersByTimeAsync(10);
    }
    for (let n = 0; n < 9; n += 1) if ((await read()).startsWith('event')) events += 1;
    expect(events).toBe(8);
  });

  it('names no instances where there are too many to name', async () => {
    const { change, read } = open();
    await read();
    change(...Array.from({ length: 150 }, (_, n) => `a-${n}`));
    await read();
    change(...Array.from({ length: 150 }, (_, n) => `a-${n}`));
    change(...Array.from({ length: 150 }, (_, n) => `b-${n}`));
    await vi.advanceTimersByTimeAsync(250);
    expect(await read()).toBe('event: change\ndata: {"instanceIds":null}\n\n');
  });

  it('shows that it is alive every 15 s', async () => {
    const { read } = open();
    await read();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await read()).toBe(': heartbeat\n\n');
  });

  it.each(['shutdown', 'client'] as const)('ends with the %s, and listens no longer', async (who) => {
    const opened = open();
    await opened.read();
    expect(opened.listeners.size).toBe(1);
    opened[who].abort();
    expect(await opened.read()).toBe('end');
    expect(opened.listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not listen once its reader has canceled, and survives the abort that follows', async () => {
    const { reader, listeners, client } = open();
    await reader.cancel();
    client.abort();
    expect(listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets go of a reader that does not read', async () => {
    const { change, listeners } = open();
    for (let n = 0; n < 100; n += 1) {
      change(`order-${n}`);
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(listeners.size).toBe(0);
  });
});

import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gatherHints, refetchChanged } from './hint-gathering';

const LIST = ['instances', 'list', {}];
const ONE = ['instance', 'one'];
const TWO = ['instance', 'two'];
const HISTORY = ['history', 'one', 1];
const PAYLOAD = ['history-event', 'one', 1, 0];

function cacheWith(...keys: unknown[][]): { client: QueryClient; stale: () => unknown[][] } {
  const client = new QueryClient();
  for (const key of keys) client.setQueryData(key, 'fresh');
  return { client, stale: () => keys.filter((key) => client.getQueryState(key)?.isInvalidated) };
}

describe('refetchChanged', () => {
  it('touches the lists and the named instances, never an event that cannot change', async () => {
    const { client, stale } = cacheWith(LIST, ONE, TWO, HISTORY, PAYLOAD);
    await refetchChanged(client, new Set(['one']));
    expect(stale()).toEqual([LIST, ONE, HISTORY]);
  });

  it('touches every instance when none is named', async () => {
    const { client, stale } = cacheWith(LIST, ONE, TWO, PAYLOAD);
    await refetchChanged(client, 'all');
    expect(stale()).toEqual([LIST, ONE, TWO]);
  });
});

describe('gatherHints', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('answers the first hint at once and the following ones together, a second later', async () => {
    const { client } = cacheWith(ONE, TWO);
    const refetch = vi.spyOn(client, 'invalidateQueries');
    const hints = gatherHints(client);
    hints.add({ instanceIds: ['one'] });
    await vi.advanceTimersByTimeAsync(50);
    expect(refetch).toHaveBeenCalledTimes(1);
    hints.add({ instanceIds: ['one'] });
    hints.add({ instanceIds: ['two'] });
    await vi.advanceTimersByTimeAsync(900);
    expect(refetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(refetch).toHaveBeenCalledTimes(2);
  });

  it('lets a slow round end before the next begins', async () => {
    const { client } = cacheWith(ONE);
    const slow = new Promise<void>((resolve) => setTimeout(resolve, 5000));
    const refetch = vi.spyOn(client, 'invalidateQueries').mockReturnValueOnce(slow);
    const hints = gatherHints(client);
    hints.add({ instanceIds: ['one'] });
    await vi.advanceTimersByTimeAsync(100);
    hints.add({ instanceIds: ['one'] });
    await vi.advanceTimersByTimeAsync(4000);
    expect(refetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(refetch).toHaveBeenCalledTimes(2);
  });

  it('does nothing more once stopped', () => {
    const { client, stale } = cacheWith(ONE);
    const hints = gatherHints(client);
    hints.add({ instanceIds: null });
    hints.stop();
    vi.advanceTimersByTime(5000);
    expect(stale()).toEqual([]);
  });
});

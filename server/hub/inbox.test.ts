import { describe, expect, it } from 'vitest';
import { Inbox } from './inbox';
import { fromClient, queued } from './testing/test-arrivals';

const RESUME = { type: 'resume' as const, reason: '' };

function inboxOf(...arrivals: ReturnType<typeof queued>[]): Inbox {
  const inbox = new Inbox();
  for (const arrival of arrivals) inbox.add(arrival);
  return inbox;
}

describe('Inbox', () => {
  it('I1. gives the arrivals of an instance together and in order', () => {
    const arrivals = [queued('a', 1), queued('b', 2), queued('a', 3)] as const;
    const taken = inboxOf(...arrivals).take(10);
    expect([...taken]).toEqual([
      ['a', [arrivals[0], arrivals[2]]],
      ['b', [arrivals[1]]],
    ]);
  });

  it('I1. gives nothing of an instance while others of its are in a checkpoint', () => {
    const inbox = inboxOf(queued('a', 1));
    const taken = inbox.take(10);
    inbox.add(queued('a', 2));
    expect([inbox.isBusy('a'), inbox.hasWork, inbox.take(10).size]).toEqual([true, false, 0]);
    inbox.release(taken);
    expect([inbox.isBusy('a'), inbox.hasWork]).toEqual([false, true]);
    expect([...inbox.take(10).keys()]).toEqual(['a']);
  });

  it('I2. gives what ends or remakes an instance alone, in its place', () => {
    const purge = fromClient('a', { type: 'purge' });
    const arrivals = [queued('a', 1), purge, queued('a', 2), queued('a', 3)] as const;
    const inbox = inboxOf(...arrivals);
    const takes = Array.from({ length: 4 }, () => {
      const taken = inbox.take(10);
      inbox.release(taken);
      return taken.get('a');
    });
    expect(takes).toEqual([[arrivals[0]], [purge], [arrivals[2], arrivals[3]], undefined]);
  });

  it('takes up to the limit, whole instances, those that came first before the others', () => {
    const inbox = inboxOf(queued('a', 1), queued('a', 2), queued('b', 3), queued('c', 4));
    expect([...inbox.take(2).keys()]).toEqual(['a']);
    expect([...inbox.take(2).keys()]).toEqual(['b', 'c']);
  });

  it('I5. leaves what is too much for one batch for the next one, in order', () => {
    const inbox = inboxOf(...[0, 1, 2, 3, 4].map((messageId) => queued('big', messageId)));
    const first = inbox.take(2);
    inbox.add(queued('big', 5));
    expect(inbox.take(9).size).toBe(0);
    inbox.release(first);
    const second = inbox.take(2);
    inbox.release(second);
    const numbers = [first, second, inbox.take(2)].map((taken) =>
      taken.get('big')?.map(({ source }) => (source.from === 'queue' ? source.messageId : null)),
    );
    expect(numbers).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    expect(inbox.hasWork).toBe(false);
  });

  it('knows the rows that are here or in a checkpoint, and takes each once', () => {
    const inbox = inboxOf(queued('a', 1), queued('a', 1), queued('b', 2));
    const taken = inbox.take(1);
    expect(taken.get('a')).toHaveLength(1);
    expect(inbox.queuedIds).toEqual([1, 2]);
    inbox.add(queued('a', 1));
    inbox.release(taken);
    expect(inbox.queuedIds).toEqual([2]);
    expect([...inbox.take(10).keys()]).toEqual(['b']);
  });

  it('remembers rows that have to wait, so that they are not read again', () => {
    const inbox = inboxOf(queued('a', 1));
    const taken = inbox.take(1);
    inbox.release(taken);
    inbox.park(taken.get('a') ?? []);
    inbox.add(queued('a', 1));
    expect([inbox.queuedIds, inbox.hasWork]).toEqual([[1], false]);
  });

  it('gives back on draining what has no row behind it, and forgets the rest', () => {
    const client = fromClient('a', RESUME);
    const inbox = inboxOf(queued('a', 1), client, queued('b', 2));
    expect(inbox.drain()).toEqual([client]);
    expect([inbox.queuedIds, inbox.hasWork, inbox.take(10).size]).toEqual([[], false, 0]);
    inbox.add(queued('b', 2));
    expect(inbox.hasWork).toBe(true);
  });

  it('forgets the rows of what it withdraws, and gives back what clients brought', () => {
    const [first, second] = [fromClient('a', RESUME), fromClient('a', { type: 'purge' })];
    const inbox = inboxOf(first, queued('a', 1), second, queued('b', 2));
    expect(inbox.withdraw('a', { withRows: false })).toEqual([first, second]);
    expect(inbox.queuedIds).toEqual([1, 2]);
    expect([inbox.withdraw('a', { withRows: true }), inbox.queuedIds]).toEqual([[], [2]]);
    inbox.add(queued('a', 1));
    inbox.add(queued('a', 3));
    expect(inbox.take(10).get('a')).toHaveLength(2);
  });

  it('I3. takes an instance that is to run alone with no other', () => {
    const inbox = new Inbox();
    for (const [index, id] of ['a', 'suspect', 'b'].entries()) inbox.add(queued(id, index));
    const isSuspect = (id: string) => id === 'suspect';
    expect([...inbox.take(10, isSuspect).keys()]).toEqual(['a', 'b']);
    expect([...inbox.take(10, isSuspect).keys()]).toEqual(['suspect']);
    inbox.add(queued('c', 8));
    expect([...inbox.take(10, isSuspect).keys()]).toEqual(['c']);
  });
});

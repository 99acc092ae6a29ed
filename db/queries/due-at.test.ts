import { describe, expect, it } from 'vitest';
import type { AwaitTree } from '@/contract/await-tree';
import { dueAt } from './due-at';

const noon = '2030-01-01T12:00:00.000Z';
const evening = '2030-01-01T20:00:00.000Z';
const approval: AwaitTree = { kind: 'event', taskId: 1, name: 'Approval' };
const review: AwaitTree = { kind: 'event', taskId: 2, name: 'Review' };
const timer = (taskId: number, fireAt: string): AwaitTree => ({ kind: 'timer', taskId, fireAt });

describe('dueAt', () => {
  it('is the timer beside the wait in an any', () => {
    expect(dueAt({ kind: 'any', of: [approval, timer(3, noon)] }, 1)).toBe(noon);
  });

  it('is the earliest of several', () => {
    expect(dueAt({ kind: 'any', of: [timer(4, evening), approval, timer(3, noon)] }, 1)).toBe(noon);
  });

  it('reaches a wait inside an all that is raced against a timer', () => {
    const both: AwaitTree = { kind: 'all', of: [approval, review] };
    expect(dueAt({ kind: 'any', of: [both, timer(3, noon)] }, 2)).toBe(noon);
  });

  it('takes the earliest of the timers at every level', () => {
    const inner: AwaitTree = { kind: 'any', of: [approval, timer(3, evening)] };
    expect(dueAt({ kind: 'any', of: [inner, timer(4, noon)] }, 1)).toBe(noon);
  });

  it.each<[string, AwaitTree | null]>([
    ['nothing is awaited', null],
    ['the wait stands alone', approval],
    ['the timer must fire too', { kind: 'all', of: [approval, timer(3, noon)] }],
    ['the timer races another wait', { kind: 'all', of: [approval, { kind: 'any', of: [review, timer(3, noon)] }] }],
    ['the wait is not awaited', { kind: 'any', of: [review, timer(3, noon)] }],
  ])('is null where %s', (_case, tree) => {
    expect(dueAt(tree, 1)).toBeNull();
  });
});

import { expect, it } from 'vitest';
import type { ClaimedWorkItem } from '../store';
import { ownShare } from './own-share';

const items = (count: number, name = 'Long'): ClaimedWorkItem[] =>
  Array.from({ length: count }, (_, taskId) => ({
    partitionId: 0,
    instanceId: 'a',
    generation: 0,
    taskId,
    attempt: 1,
    name,
    input: null,
    facts: {},
  }));
const worker = (load: number) => ({ load, isBrief: (name: string) => name === 'Brief' });

it('V1. keeps everything while it is alone, and the first few in any case', () => {
  expect(ownShare(items(500), 10, worker(900), { capacity: 0, running: 0 })).toBe(500);
  expect(ownShare(items(1), 10, worker(0), { capacity: 1_000, running: 0 })).toBe(1);
});

it('V2. keeps its share of all that is under way, by capacity', () => {
  expect(ownShare(items(400), 100, worker(0), { capacity: 100, running: 0 })).toBe(200);
  expect(ownShare(items(400), 100, worker(0), { capacity: 300, running: 0 })).toBe(100);
  expect(ownShare(items(1), 100, worker(20), { capacity: 100, running: 20 })).toBe(1);
  expect(ownShare(items(10), 100, worker(50), { capacity: 100, running: 0 })).toBe(0);
});

it('V3. keeps what is brief', () => {
  const mixed = [...items(100, 'Brief'), ...items(10)];
  expect(ownShare(mixed, 10, worker(50), { capacity: 10, running: 0 })).toBe(100);
});

import { expect, test } from 'vitest';
import type { HubStore } from '../store';
import { silentLog } from '../test-hub/silent-log';
import { Suspects } from './suspects';

type Marks = Map<string, number>;

const OPTIONS = { suspicionMs: 30_000, deliveriesMax: 3 };

/** A node's suspects on marks that outlive it. */
async function takeOver(marks: Marks, isLeftBehind: boolean): Promise<Suspects> {
  const store: Pick<HubStore, 'suspects' | 'markSuspects' | 'clearSuspects'> = {
    suspects: async () => new Map(marks),
    markSuspects: async (_partitionId, _nodeId, ids) => {
      for (const id of ids) marks.set(id, (marks.get(id) ?? 0) + 1);
    },
    clearSuspects: async (_partitionId, ids) => {
      for (const id of ids) marks.delete(id);
    },
  };
  const suspects = new Suspects('node', store as HubStore, OPTIONS, silentLog);
  await suspects.takeOver({ partitionId: 1, isLeftBehind });
  return suspects;
}

const NEVER = () => new Promise<void>(() => {});
const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

test('K1. marks are there while a batch is under way, and only after a partition was left behind', async () => {
  const marks: Marks = new Map();
  const seen: [string, number][][] = [];
  const look = async () => void seen.push([...marks]);
  await (await takeOver(marks, false)).watch(1, ['one'], look);
  await (await takeOver(marks, true)).watch(1, ['one', 'other'], look);
  expect(seen).toEqual([
    [],
    [
      ['one', 1],
      ['other', 1],
    ],
  ]);
  expect(marks.size).toBe(0);
});

test('K2. K3. the second process to end with it tells who it was', async () => {
  const marks: Marks = new Map();
  void (await takeOver(marks, true)).watch(1, ['poison', 'innocent'], NEVER);
  await soon();
  const second = await takeOver(marks, true);
  expect([second.hasMark(1, 'poison'), second.isHeldBack(1, 'poison')]).toEqual([true, false]);
  void second.watch(1, ['poison'], NEVER);
  void second.watch(1, ['innocent'], NEVER);
  await soon();
  expect([...marks]).toEqual([
    ['poison', 2],
    ['innocent', 1],
  ]);
  const third = await takeOver(marks, true);
  expect([third.isHeldBack(1, 'poison'), third.isHeldBack(1, 'innocent')]).toEqual([true, false]);
  await third.watch(1, ['innocent'], async () => {});
  await third.clear(1, ['poison']);
  expect([marks.size, third.isHeldBack(1, 'poison')]).toEqual([0, false]);
});

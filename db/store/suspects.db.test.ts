import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/server/store';
import { openTestStores, type TestStores } from '../testing/open-test-stores';

let hub: TestStores;
let store: Store;

beforeAll(async () => {
  hub = await openTestStores(1, 2);
  [store] = hub.stores as [Store];
});

afterAll(() => hub.close());

const seenBy = async (nodeId: string) => Object.fromEntries(await store.suspects(1, nodeId));

test('K4. a node that cannot take its marks back counts once, and not while it lives', async () => {
  for (const _ of ['once', 'again', 'and again']) await store.markSuspects(1, 'one', ['instance']);
  expect(await seenBy('one')).toEqual({});
  expect(await seenBy('two')).toEqual({ instance: 1 });
  for (const _ of ['once', 'again']) await store.markSuspects(1, 'two', ['instance', 'other']);
  expect(await seenBy('two')).toEqual({ instance: 1 });
  expect(await seenBy('three')).toEqual({ instance: 2, other: 1 });
  await store.clearSuspects(1, ['instance', 'other']);
  expect(await seenBy('three')).toEqual({});
});

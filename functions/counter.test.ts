import { entityId } from 'perdure';
import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as counters from './counter';

const likes = entityId(counters.counter, 'likes');
const saved = entityId(counters.counter, 'saved');

test('adds up what comes in, whoever sends it', async () => {
  const hub = createTestHub({ functions: [counters] });
  await hub.client.signalEntity(likes, 'add', 2);
  await hub.fetch('/api/counters/likes?amount=3', { method: 'POST' });
  expect(await hub.client.callEntity(likes, 'add', 5)).toBe(10);
  expect(await (await hub.fetch('/api/counters/likes')).json()).toEqual({ count: 10 });
});

test('a counter that nobody added to is at zero, and is not kept', async () => {
  const hub = createTestHub({ functions: [counters] });
  expect(await (await hub.fetch('/api/counters/nothing')).json()).toEqual({ count: 0 });
  expect(await hub.client.getEntity(entityId(counters.counter, 'nothing'))).toBeNull();
});

test('what is moved leaves the one counter and reaches the other', async () => {
  const hub = createTestHub({ functions: [counters] });
  await hub.client.signalEntity(likes, 'add', 10);
  const moves = [
    await hub.client.startNew(counters.moveCount, { from: 'likes', to: 'saved', amount: 7 }),
    await hub.client.startNew(counters.moveCount, { from: 'likes', to: 'saved', amount: 7 }),
  ];
  const moved = await Promise.all(moves.map((id) => hub.client.waitForCompletion(id)));
  expect(moved.map(({ output }) => output)).toEqual([true, false]);
  expect(await hub.client.callEntity(likes, 'get')).toBe(3);
  expect(await hub.client.callEntity(saved, 'get')).toBe(7);
  expect(await hub.client.getEntity(likes)).toMatchObject({ lockedBy: null });
});

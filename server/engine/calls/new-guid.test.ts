import { expect, test } from 'vitest';
import { tell } from '../testing/messages';
import { scenario } from '../testing/scenario';
import { newGuid } from './new-guid';

test('algorithm 1 is frozen: the same uuids for ever', () => {
  const record = {
    instanceId: 'order',
    executionId: '4f9b0a52-3c0e-4d0f-9a5e-2f1d6c7b8a90',
    parent: null,
    version: null,
  };
  const host = { record, now: Date.UTC(2030, 0, 1) } as Parameters<typeof newGuid>[0];
  expect(newGuid(host, 0)).toBe('193b9972-ef31-5025-b0c8-0f14140e8989');
  expect(newGuid(host, 1)).toBe('da9f8fcb-37ee-557d-85bf-c3fcb6a6f61f');
});

test('guids differ between instances, and between generations that begin at the same moment', () => {
  const guidOf = (executionId: string) => {
    const record = { instanceId: 'order', executionId, parent: null, version: null };
    return newGuid({ record, now: 0 } as Parameters<typeof newGuid>[0], 0);
  };
  expect(guidOf('execution-1')).toBe(guidOf('execution-1'));
  expect(guidOf('execution-1')).not.toBe(guidOf('execution-2'));
});

scenario(
  'new guids differ in one turn and from turn to turn, and stay what they were',
  function* (context) {
    const guids = [context.newGuid(), context.newGuid()];
    yield context.callActivity('A', guids);
    return [...guids, context.newGuid()];
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    const first = JSON.parse(outcome.workItems[0]?.input ?? '[]') as string[];
    await instance.reload();
    await instance.turn(tell.completed(1));
    const guids = instance.output as string[];
    expect(guids.slice(0, 2)).toEqual(first);
    expect(new Set(guids).size).toBe(3);
    for (const guid of guids)
      expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  },
);

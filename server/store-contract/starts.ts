/** Starts of instances. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { AT, newInstance } from '@/db/testing/test-turns';
import type { StartFacts } from '../engine/history';
import { byOne, type Hub } from './hub';

export function starts(hub: () => Hub): void {
  const startOf = (instanceId: string, facts: Partial<StartFacts> = {}) => ({
    instanceId,
    start: {
      ...{ executionId: randomUUID(), name: 'Order', version: null, input: null, tags: {}, parent: null },
      createdAt: AT,
      ...facts,
    },
  });

  test('T1, T3. one start makes the Pending instance, however many come', async () => {
    const { one, other } = hub();
    const answers = await Promise.all([one, other, one].map((store) => store.enqueueStarts(0, [startOf('rush')])));
    expect(answers.flat().sort()).toEqual(['conflict', 'conflict', 'started']);
    expect((await one.fetchMessages(0, [], 9)).messages).toHaveLength(1);
    expect((await one.loadInstances(0, ['rush'])).get('rush')?.record).toMatchObject({
      status: 'Pending',
      revision: 0,
    });
  });

  test('T2. where one lives each start is answered as it says', async () => {
    const { one, lease } = hub();
    const ended = newInstance('ended', { status: 'Completed', completedAt: AT });
    await one.checkpoint(byOne(lease, [newInstance('alive'), ended]));
    const answers = await one.enqueueStarts(0, [
      startOf('alive'),
      startOf('alive', { onConflict: 'return-existing' }),
      startOf('alive', { onConflict: 'replace' }),
      startOf('ended'),
      startOf('ended'),
    ]);
    expect(answers).toEqual(['conflict', 'exists', 'started', 'started', 'conflict']);
  });
}

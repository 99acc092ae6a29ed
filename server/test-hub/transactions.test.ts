import { orchestrator } from 'perdure';
import { createTestHub } from 'perdure/testing';
import { expect, it } from 'vitest';

const echo = orchestrator('Echo', async (ctx) => ctx.waitForExternalEvent('Said'));

it('takes a transaction to commit at once', async () => {
  const hub = createTestHub({ functions: [{ echo }] });
  const transaction = { query: () => null };
  const id = await hub.client.startNew(echo, undefined, { transaction });
  await hub.client.raiseEvent(id, 'Said', 'x', { transaction });
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: 'x' });
});

import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as orders from './order';

const lines = [
  { sku: 'lamp', count: 1 },
  { sku: 'bulb', count: 3 },
];

test('every line is fulfilled by an instance of its own', async () => {
  const hub = createTestHub({ functions: [orders] });
  const id = await hub.client.startNew(orders.order, lines);
  expect(await hub.client.waitForCompletion(id)).toMatchObject({
    output: { parcels: ['parcel with 1 × lamp', 'parcel with 3 × bulb'] },
  });
  const { instances } = await hub.client.listInstances({ name: 'FulfilLine', limit: 10 });
  expect(instances).toMatchObject([{ parentInstanceId: id }, { parentInstanceId: id }]);
});

test('a line that cannot be fulfilled fails the order, after the others are through', async () => {
  const hub = createTestHub({ functions: [orders] });
  hub.stub(orders.reserveStock, ({ sku }) => {
    if (sku === 'lamp') throw new Error('No lamps left.');
    return sku;
  });
  const id = await hub.client.startNew(orders.order, lines);
  const { status, failure } = await hub.client.waitForCompletion(id);
  expect(status).toBe('Failed');
  expect(failure?.message).toContain('1 of 2 tasks failed');
  expect(failure?.message).toContain('No lamps left.');
});

test('an order that is terminated takes its lines with it', async () => {
  const hub = createTestHub({ functions: [orders] });
  hub.stub(orders.reserveStock, () => 'never', { takes: 'forever' });
  const id = await hub.client.startNew(orders.order, lines);
  await hub.client.terminate(id, 'The customer changed their mind.');
  const { instances } = await hub.client.listInstances({ name: 'FulfilLine', limit: 10 });
  expect(instances.map(({ status }) => status)).toEqual(['Terminated', 'Terminated']);
});

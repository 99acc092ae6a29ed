import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as trips from './book-trip';

async function booking(failing?: string) {
  const hub = createTestHub({ functions: [trips] });
  const released: string[] = [];
  hub.stub(trips.reserve, ({ service }) => {
    if (service === failing) throw new Error(`There is no ${service} left.`);
    return service;
  });
  hub.stub(trips.release, ({ service }) => {
    released.push(service);
    return service;
  });
  const id = await hub.client.startNew(trips.bookTrip, 'Ada');
  return { hub, id, released };
}

test('a trip that is paid for is booked', async () => {
  const { hub, id, released } = await booking();
  await hub.client.raiseEvent(id, 'Paid', true);
  const { output } = await hub.client.waitForCompletion(id);
  expect(output?.map(({ service }) => service)).toEqual(['flight', 'hotel', 'car']);
  expect(released).toEqual([]);
});

test('where a step fails, what was begun is undone, the last first', async () => {
  const { hub, id, released } = await booking('hotel');
  const { status, failure } = await hub.client.waitForCompletion(id);
  expect(status).toBe('Failed');
  expect(failure?.message).toContain('There is no hotel left.');
  expect(released).toEqual(['hotel', 'flight']);
});

test('a trip that is not paid for is undone after three days', async () => {
  const { hub, id, released } = await booking();
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ failure: { errorType: 'TimeoutError' } });
  expect(hub.now).toEqual(new Date('2030-01-04T00:00:00Z'));
  expect(released).toEqual(['car', 'hotel', 'flight']);
});

test('a trip that somebody cancels is undone, and has the status Canceled', async () => {
  const { hub, id, released } = await booking();
  await hub.client.cancel(id, 'Ada stays at home.');
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ status: 'Canceled' });
  expect(released).toEqual(['car', 'hotel', 'flight']);
});

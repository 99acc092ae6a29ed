/** Activities of a test hub: run for real, or stubbed. */
import { activity, orchestrator } from 'perdure';
import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';

const charge = activity('Charge', async (amount: number): Promise<string> => {
  throw new Error(`Nobody charges ${amount} in a test.`);
});

const pay = orchestrator('Pay', async (context, amount: number) => context.callActivity(charge, amount));

test('an activity that fails fails its caller, with the place where it threw', async () => {
  const hub = createTestHub({ functions: [charge, pay] });
  const id = await hub.client.startNew(pay, 3);
  const { status, failure } = await hub.client.waitForCompletion(id);
  expect(status).toBe('Failed');
  expect(failure?.innerFailure).toMatchObject({ errorType: 'Error', message: 'Nobody charges 3 in a test.' });
  expect(failure?.innerFailure?.stackTrace).toContain('stubs.test.ts');
});

test('a stub runs in its place, by reference or by name', async () => {
  const hub = createTestHub({ functions: [charge, pay] });
  hub.stub(charge, (amount) => `paid ${amount}`);
  const first = await hub.client.startNew(pay, 3);
  expect(await hub.client.waitForCompletion(first)).toMatchObject({ output: 'paid 3' });
  hub.stub('CHARGE', async (amount: number) => `paid ${amount} by name`);
  const second = await hub.client.startNew(pay, 4);
  expect(await hub.client.waitForCompletion(second)).toMatchObject({ output: 'paid 4 by name' });
});

test('only what is there can be stubbed', () => {
  const hub = createTestHub({ functions: [pay] });
  expect(() => hub.stub('Charge', () => 'paid')).toThrow("The test hub has no activity named 'Charge'.");
});

test('a stub takes as long as it says', async () => {
  const hub = createTestHub({ functions: [charge, pay] });
  hub.stub(charge, () => 'paid', { takes: { hours: 5 } });
  const id = await hub.client.startNew(pay, 3);
  await hub.advance({ hours: 4 });
  expect(await hub.client.getInstance(id)).toMatchObject({ status: 'Running' });
  await hub.advance({ hours: 1 });
  expect(await hub.client.getInstance(id)).toMatchObject({ status: 'Completed' });
});

test('a limit of time runs out by the hub’s clock', async () => {
  const patient = orchestrator('Patient', async (context) =>
    context.callActivity(charge, 1, { timeout: { minutes: 10 } }),
  );
  const hub = createTestHub({ functions: [charge, patient] });
  hub.stub(charge, () => 'never', { takes: 'forever' });
  const id = await hub.client.startNew(patient);
  const { failure } = await hub.client.waitForCompletion(id);
  expect(failure?.innerFailure?.errorType).toBe('ActivityTimeout');
  expect(hub.now).toEqual(new Date('2030-01-01T00:10:00Z'));
});

test('pauses between tries take no time', async () => {
  const stubborn = orchestrator('Stubborn', async (context) =>
    context.callActivity(charge, 1, {
      retry: { firstRetryIntervalInMilliseconds: 3_600_000, maxNumberOfAttempts: 4, backoffCoefficient: 2 },
    }),
  );
  const hub = createTestHub({ functions: [charge, stubborn] });
  let tries = 0;
  hub.stub(charge, () => {
    tries += 1;
    if (tries < 4) throw new Error('not yet');
    return 'paid';
  });
  const id = await hub.client.startNew(stubborn);
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: 'paid' });
  expect(hub.now).toEqual(new Date('2030-01-01T07:00:00Z'));
});

test('an activity that takes real time is waited for, and takes none by the clock', async () => {
  const hub = createTestHub({ functions: [charge, pay] });
  hub.stub(charge, (amount) => new Promise((resolve) => setTimeout(resolve, 20, `paid ${amount}`)));
  const id = await hub.client.startNew(pay, 3);
  expect(await hub.client.getInstance(id)).toMatchObject({ status: 'Completed', output: '"paid 3"' });
  expect(hub.now).toEqual(new Date('2030-01-01T00:00:00Z'));
});

/** Whatever value the edge takes is stored and read back as it was; what it refuses leaves no trace. Names are the test plan's. */
import fc from 'fast-check';
import { activity, type DurableClient, orchestrator } from 'perdure';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { deserialize, serialize } from '../engine/payload';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const same = activity('Same', (value: unknown) => value);

/** Sends a value through everything that can hold one. */
const carry = orchestrator('Carry', async (context, input: unknown) => {
  context.setCustomStatus(input);
  const back = await context.callActivity(same, input);
  const event = await context.waitForExternalEvent('Value');
  return { input, back, event };
});

const fails = activity('Fails', ({ name, message, properties }: Thrown) => {
  throw Object.assign(new Error(message, { cause: new RangeError(message) }), properties, { name });
});

type Thrown = { name: string; message: string; properties: Record<string, unknown> };

const falling = orchestrator('Falling', async (context, thrown: Thrown) => context.callActivity(fails, thrown));

/** Text with what databases and parsers stumble over. */
const text = fc.string({
  unit: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('\u0000', '"', '\\', '\ud800', '🜁', 'é')),
});

const values = fc.oneof(fc.jsonValue({ stringUnit: 'binary' }), text, fc.constantFrom(0, -0, false, '', null, [], {}));

const thrown: fc.Arbitrary<Thrown> = fc.record({
  name: fc.stringMatching(/^[A-Z]\w{0,20}$/),
  message: fc.string({ unit: 'grapheme' }),
  properties: fc.dictionary(fc.stringMatching(/^p\w{0,5}$/), fc.jsonValue(), { maxKeys: 3 }),
});

let hub: TestHub;
let client: DurableClient;

beforeAll(async () => {
  hub = await openTestHub();
  client = (await hub.open({ same, carry, fails, falling })).client;
});

afterAll(async () => {
  expect(await violations(hub.sql)).toEqual([]);
  await hub.close();
});

test('P7. text that was once written is written the same again', () => {
  const property = fc.property(values, (value) => {
    const once = serialize(value, 'The value');
    expect(serialize(deserialize(once), 'The value')).toBe(once);
  });
  fc.assert(property, { numRuns: 500 });
});

test('P8, P14. inputs, results, events, outputs and custom statuses come back as they were', async () => {
  const property = fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 20 }), async (batch) => {
    const carried = await Promise.all(
      batch.map(async (value) => {
        const id = await client.startNew(carry, value);
        await client.raiseEvent(id, 'Value', value);
        const { output } = await client.waitForCompletion(id);
        const { input, customStatus } = (await client.getInstance(id)) ?? {};
        return { input, customStatus, output };
      }),
    );
    expect(carried).toEqual(
      batch.map((value) => {
        const text = serialize(value, 'The value');
        const read = deserialize(text);
        return { input: text, customStatus: text, output: { input: read, back: read, event: read } };
      }),
    );
  });
  await fc.assert(property, { numRuns: 15 });
});

test('P14. errors keep their name, message, cause and properties', async () => {
  const property = fc.asyncProperty(fc.array(thrown, { minLength: 1, maxLength: 20 }), async (batch) => {
    const ended = await Promise.all(
      batch.map(async (error) => client.waitForCompletion(await client.startNew(falling, error))),
    );
    for (const [index, { name, message, properties }] of batch.entries()) {
      expect(ended[index]?.failure?.innerFailure).toMatchObject({
        errorType: name,
        message,
        ...(Object.keys(properties).length === 0 ? {} : { properties: JSON.parse(JSON.stringify(properties)) }),
        innerFailure: { errorType: 'RangeError', message },
      });
    }
  });
  await fc.assert(property, { numRuns: 10 });
});

test('P8. what the edge refuses never reaches the store', async () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const count = async () => (await hub.sql`select from instances`).length;
  const before = await count();
  for (const refused of [1n, cyclic, () => 0, Symbol('s'), { toJSON: () => 1n }]) {
    await expect(client.startNew(carry, refused)).rejects.toThrow(/The input/);
  }
  expect(await count()).toBe(before);
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ActivityContext, activity } from './activity';
import { parseInputNow } from './input-schema';
import { orchestrator } from './orchestrator';

const schema = z.object({ due: z.coerce.date(), seats: z.array(z.object({ row: z.number().int('A whole number.') })) });

describe('a schema', () => {
  it('makes of the input what the function takes (I1)', () => {
    const input = { due: '2026-03-01T12:00:00Z', seats: [] };
    expect(parseInputNow(schema, 'it', input)).toEqual({ due: new Date('2026-03-01T12:00:00Z'), seats: [] });
  });

  it('says what is wrong and where', () => {
    expect(() => parseInputNow(schema, "orchestrator 'Book'", { due: 0, seats: [{ row: 1.5 }] })).toThrow(
      expect.objectContaining({
        name: 'InvalidInputError',
        isNonRetriable: true,
        message: "The input of orchestrator 'Book' is not valid. seats.0.row: A whole number.",
        issues: [{ path: 'seats.0.row', message: 'A whole number.' }],
      }),
    );
  });

  it('of an orchestrator is synchronous (I2)', () => {
    const slow = z.string().refine(async () => true);
    expect(() => parseInputNow(slow, 'it', 'x')).toThrow('asynchronous');
  });
});

describe('an activity with a schema', () => {
  const silent = () => undefined;
  const context: ActivityContext = {
    instanceId: 'one',
    idempotencyKey: 'one:0:1',
    attempt: 1,
    deliveryCount: 1,
    tags: {},
    signal: new AbortController().signal,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  };

  it('runs with what an asynchronous schema makes of its input', async () => {
    const run = activity('Double', (n) => n * 2, { input: z.string().transform(async (text) => Number(text)) }).run;
    expect(await run('21', context)).toBe(42);
  });

  it('does not run with an input that it refuses', async () => {
    const { run } = activity('Double', (n) => n * 2, { input: z.number() });
    await expect(run('21' as never, context)).rejects.toMatchObject({
      name: 'InvalidInputError',
      isNonRetriable: true,
    });
  });
});

describe('an orchestrator with a schema', () => {
  it('takes what the schema makes of its input', async () => {
    const { run } = orchestrator('Wait', async (_, { minutes }) => minutes, {
      input: z.object({ minutes: z.number().default(5) }),
    });
    await expect(run(undefined as never, {})).resolves.toBe(5);
  });

  it('does not begin with an input that it refuses', () => {
    const { run } = orchestrator('Wait', async () => true, { input: z.object({ minutes: z.number() }) });
    expect(() => run(undefined as never, {} as never)).toThrow(
      "The input of orchestrator 'Wait' is not valid. minutes:",
    );
  });
});

/** The types that flow from a function's definition to its calls, its starts and its results. `tsc` is what tests them. */
import {
  activity,
  type Completion,
  entity,
  entityId,
  type InstanceId,
  type OrchestrationContext,
  orchestrator,
  type Task,
} from 'perdure';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { DurableClient } from './client/durable-client';

type Order = { id: number; note?: string };

const charge = activity('Charge', async (order: Order) => ({ receipt: `r${order.id}` }));
const ping = activity('Ping', () => true);
const greet = activity('Greet', (name?: string) => `Hello ${name ?? 'you'}`);
const ship = activity('Ship', ({ due }) => due.getTime(), { input: z.object({ due: z.coerce.date() }) });

const fulfil = orchestrator('Fulfil', async (context, order: Order) => {
  const { receipt } = await context.callActivity(charge, order);
  return [receipt];
});
const idle = orchestrator('Idle', function* (context) {
  yield context.createTimer({ seconds: 1 });
  return 7;
});
const book = orchestrator('Book', async (_context, { seats }) => seats, {
  input: z.object({ seats: z.number().default(1) }),
});

const counter = entity('Counter', {
  initialState: () => ({ count: 0 }),
  operations: {
    add: (state, amount: number) => {
      state.count += amount;
      return state.count;
    },
  },
});

/** Never runs: its types are the test. */
const typesOnly = (_check: () => unknown): void => undefined;

describe('a reference', () => {
  it('knows what its function takes and gives', () => {
    expectTypeOf(fulfil.run).parameter(1).toEqualTypeOf<Order>();
    expectTypeOf(ping.run).returns.toEqualTypeOf<boolean | Promise<boolean>>();
  });

  it('takes what its schema reads, and hands over what the schema makes of it', () => {
    expectTypeOf(book.run).parameter(1).toEqualTypeOf<{ seats?: number | undefined }>();
    expectTypeOf(ship.run).returns.toEqualTypeOf<number | Promise<number>>();
  });
});

describe('the context', () => {
  it('takes a call’s input from the reference, and gives its result', () => {
    typesOnly(() => (context: OrchestrationContext) => {
      expectTypeOf(context.callActivity(charge, { id: 1 })).toEqualTypeOf<Task<{ receipt: string }>>();
      expectTypeOf(context.callActivity(ping)).toEqualTypeOf<Task<boolean>>();
      expectTypeOf(context.callActivity(greet)).toEqualTypeOf<Task<string>>();
      expectTypeOf(context.callActivity('Charge', 1)).toEqualTypeOf<Task<unknown>>();
      expectTypeOf(context.callActivity<number>('Charge', 1)).toEqualTypeOf<Task<number>>();
      // @ts-expect-error an input that is required cannot be left out
      context.callActivity(charge);
      // @ts-expect-error nor be of another type
      context.callActivity(charge, { id: '1' });
    });
  });

  it('gives the result of what is yielded with a star', () => {
    typesOnly(
      () =>
        function* (context: OrchestrationContext) {
          expectTypeOf(yield* context.callActivity(charge, { id: 1 })).toEqualTypeOf<{ receipt: string }>();
          expectTypeOf(yield* context.waitForExternalEvent<boolean>('Go')).toEqualTypeOf<boolean>();
        },
    );
  });

  it('keeps the places of a group’s results', () => {
    typesOnly(() => async (context: OrchestrationContext) => {
      const tasks = [context.callActivity(ping), context.callActivity(greet, 'Ada')] as const;
      expectTypeOf(await context.all(tasks)).toEqualTypeOf<[boolean, string]>();
      expectTypeOf((await context.any(tasks)).result).toEqualTypeOf<boolean | string>();
    });
  });
});

describe('calls of other instances', () => {
  it('know what a sub-orchestration takes and gives', () => {
    typesOnly(() => (context: OrchestrationContext) => {
      expectTypeOf(context.callSubOrchestrator(fulfil, { id: 1 })).toEqualTypeOf<Task<string[]>>();
      expectTypeOf(context.callSubOrchestrator(fulfil, { id: 1 }, { instanceId: 'a' })).toEqualTypeOf<Task<string[]>>();
      expectTypeOf(context.callSubOrchestrator(idle)).toEqualTypeOf<Task<number>>();
      expectTypeOf(context.callSubOrchestrator<boolean>('Fulfil', 1)).toEqualTypeOf<Task<boolean>>();
      // @ts-expect-error an input that is required
      context.callSubOrchestrator(fulfil);
      // @ts-expect-error an input of another type
      context.callSubOrchestrator(fulfil, 'order');
    });
  });

  it('know what an entity’s operation takes and gives', () => {
    typesOnly(() => (context: OrchestrationContext) => {
      const id = entityId(counter, 'steps');
      expectTypeOf(context.callEntity(id, 'add', 1)).toEqualTypeOf<Task<number>>();
      // @ts-expect-error an operation that it does not have
      context.callEntity(id, 'subtract', 1);
      // @ts-expect-error an input of another type
      context.signalEntity(id, 'add', 'one');
    });
  });

  it('fan out over items, with a call for each', () => {
    typesOnly(() => async (context: OrchestrationContext) => {
      const results = await context.map([1, 2], (id) => context.callActivity(charge, { id }), { concurrency: 2 });
      expectTypeOf(results).toEqualTypeOf<{ receipt: string }[]>();
    });
  });

  it('send events with any data', () => {
    typesOnly(() => (context: OrchestrationContext) => {
      expectTypeOf(context.sendEvent('order-1', 'Paid', { amount: 1 })).toEqualTypeOf<void>();
    });
  });
});

describe('the client', () => {
  it('takes a start’s input from the reference, and remembers what will come of it', () => {
    typesOnly(() => async (client: DurableClient) => {
      const id = await client.startNew(fulfil, { id: 1 });
      expectTypeOf(id).toEqualTypeOf<InstanceId<string[]>>();
      expectTypeOf(id).toExtend<string>();
      const completion = await client.waitForCompletion(id);
      expectTypeOf(completion).toEqualTypeOf<Completion<string[]>>();
      expectTypeOf(completion.output).toEqualTypeOf<string[] | undefined>();
      if (completion.status === 'Completed') expectTypeOf(completion.output).toEqualTypeOf<string[]>();
    });
  });

  it('lets an input be left out only where it may be', () => {
    typesOnly(() => (client: DurableClient) => {
      expectTypeOf(client.startNew(idle)).resolves.toEqualTypeOf<InstanceId<number>>();
      expectTypeOf(client.startNew(book, {})).resolves.toEqualTypeOf<InstanceId<number>>();
      // @ts-expect-error an input that is required
      void client.startNew(fulfil);
      // @ts-expect-error an input of another type
      void client.startNew(book, { seats: 'two' });
    });
  });

  it('knows what an entity’s operation gives', () => {
    typesOnly(() => (client: DurableClient) => {
      const id = entityId(counter, 'steps');
      expectTypeOf(client.callEntity(id, 'add', 1)).resolves.toEqualTypeOf<number>();
      // @ts-expect-error an input that is required
      void client.callEntity(id, 'add');
    });
  });

  it('knows nothing of an instance that is known by its name alone', () => {
    typesOnly(() => async (client: DurableClient) => {
      expectTypeOf(await client.startNew('Fulfil', 1)).toEqualTypeOf<InstanceId<unknown>>();
      expectTypeOf((await client.waitForCompletion('order-1')).output).toEqualTypeOf<unknown>();
      expectTypeOf((await client.waitForCompletion<number>('order-1')).output).toEqualTypeOf<number | undefined>();
    });
  });
});

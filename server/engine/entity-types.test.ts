/** The types that flow from an entity's definition to those who ask it. They are checked by the compiler. */
import { type EntityContext, type EntityId, entity, entityId } from 'perdure';
import { describe, expectTypeOf, it } from 'vitest';

class Account {
  balance = 0;

  deposit(amount: number, context: EntityContext): number {
    context.signalEntity(entityId(stock, 'a'), 'take', { count: 1 });
    this.balance += amount;
    return this.balance;
  }

  async close() {
    return { closed: true };
  }
}

const account = entity('Account', Account);

const stock = entity('Stock', {
  initialState: () => ({ count: 0 }),
  operations: {
    take(state, { count }: { count: number }, context) {
      expectTypeOf(state).toEqualTypeOf<{ count: number }>();
      expectTypeOf(context).toEqualTypeOf<EntityContext<{ count: number }>>();
      state.count -= count;
      return state.count > 0;
    },
    count: (state) => state.count,
  },
});

const free = entity('Free', (context) => context.return(context.getInput()));

type OperationsOf<Id> = Id extends EntityId<infer Operations> ? Operations : never;

describe('an entity’s types', () => {
  it('are those of an object’s operations', () => {
    const id = entityId(stock, 'a');
    type Operations = OperationsOf<typeof id>;
    expectTypeOf<Operations['take']>().toEqualTypeOf<{ input: { count: number }; result: boolean }>();
    expectTypeOf<Operations['count']['result']>().toEqualTypeOf<number>();
    expectTypeOf<Operations['delete']>().toEqualTypeOf<{ input: undefined; result: undefined }>();
  });

  it('are those of a class’s methods', () => {
    const id = entityId(account, 'a');
    type Operations = OperationsOf<typeof id>;
    expectTypeOf<keyof Operations>().toEqualTypeOf<'deposit' | 'close' | 'delete'>();
    expectTypeOf<Operations['deposit']>().toEqualTypeOf<{ input: number; result: number }>();
    expectTypeOf<Operations['close']>().toEqualTypeOf<{ input: undefined; result: { closed: boolean } }>();
  });

  it('are unknown for a function, and for a name', () => {
    expectTypeOf(entityId(free, 'a')).toEqualTypeOf<EntityId>();
    expectTypeOf(entityId('Free', 'a')).toEqualTypeOf<EntityId>();
  });

  it('refuse wrong operations and inputs of a signal', () => {
    entity('Asking', (context) => {
      context.signalEntity(entityId(account, 'a'), 'deposit', 1, { dueAt: { minutes: 1 } });
      context.signalEntity(entityId(account, 'a'), 'close');
      context.signalEntity(entityId('Any', 'a'), 'whatever', { a: 1 });
      // @ts-expect-error no such operation
      context.signalEntity(entityId(account, 'a'), 'withdraw', 1);
      // @ts-expect-error the input is a number
      context.signalEntity(entityId(account, 'a'), 'deposit', '1');
      // @ts-expect-error the input is missing
      context.signalEntity(entityId(account, 'a'), 'deposit');
    });
  });
});

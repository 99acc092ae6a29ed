/** Entities whose values are known beforehand: what is added once counts once. */
import { activity, entity, entityId, orchestrator } from 'perdure';

export const account = entity('Account', {
  initialState: () => ({ sum: 0 }),
  operations: {
    add: (state, amount: number) => {
      state.sum += amount;
      return state.sum;
    },
    get: (state) => state.sum,
  },
});

export const audit = activity('Audit', (sum: number) => sum);

export type Deposit = { key: string; size: number };

/** Adds 1 to an account `size` times, waiting for each; how often. */
export const deposit = orchestrator('Deposit', function* (context, { key, size }: Deposit) {
  for (let count = 0; count < size; count += 1) yield* context.callEntity(entityId(account, key), 'add', 1);
  return size;
});

export type Transfer = { from: string; to: string; size: number };

/** Moves `size` from one account to another while it holds both. */
export const transfer = orchestrator('Transfer', async (context, { from, to, size }: Transfer) => {
  const [source, target] = [entityId(account, from), entityId(account, to)];
  const locks = await context.lockEntities(source, target);
  const before = (await context.callEntity(source, 'get')) + (await context.callEntity(target, 'get'));
  await context.callEntity(source, 'add', -size);
  await context.callActivity(audit, before);
  await context.callEntity(target, 'add', size);
  const after = (await context.callEntity(source, 'get')) + (await context.callEntity(target, 'get'));
  locks.release();
  return before === after ? size : -1;
});

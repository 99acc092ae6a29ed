/** Aggregator entity: counts what comes from anywhere, one operation at a time. */
import { entity, entityId, http, orchestrator } from 'perdure';

export const counter = entity('Counter', {
  initialState: () => ({ count: 0 }),
  operations: {
    add: (state, amount: number) => {
      state.count += amount;
      return state.count;
    },
    get: (state) => state.count,
  },
});

/** Moves an amount from one counter to the other: nobody sees the one without the other. */
export const moveCount = orchestrator(
  'MoveCount',
  async (context, { from, to, amount }: { from: string; to: string; amount: number }) => {
    const [source, target] = [entityId(counter, from), entityId(counter, to)];
    const locks = await context.lockEntities(source, target);
    const left = await context.callEntity(source, 'get');
    if (left >= amount) {
      await context.callEntity(source, 'add', -amount);
      await context.callEntity(target, 'add', amount);
    }
    locks.release();
    return left >= amount;
  },
);

/** `POST /api/counters/{key}?amount=2` adds without waiting. */
export const addToCounter = http('AddToCounter', {
  methods: ['POST'],
  route: 'counters/{key}',
  handler: async (request, { client, params: { key = '' } }) => {
    const amount = Number(new URL(request.url).searchParams.get('amount') ?? 1);
    await client.signalEntity(entityId(counter, key), 'add', amount);
    return new Response(null, { status: 202 });
  },
});

/** `GET /api/counters/{key}` reads what was counted so far. */
export const readCounter = http('ReadCounter', {
  methods: ['GET'],
  route: 'counters/{key}',
  handler: async (_request, { client, params: { key = '' } }) => {
    const { entityState } = await client.readEntityState<{ count: number }>(entityId(counter, key));
    return Response.json(entityState ?? { count: 0 });
  },
});

import { randomUUID } from 'node:crypto';
import { batchRequestSchema, batchSchema } from '@/contract/batch';
import { actorOf } from '../actor-of';
import { json } from '../answers';
import { apiHandler } from './api-route';
import { checkBatch } from './check-batch';
import { countTargets } from './count-targets';

/** Beyond this, counting would take longer than it is worth. */
const COUNT_CAP = 1_000_001;

export const createBatch = apiHandler({
  tag: 'Batches',
  summary: 'Act on many instances',
  description:
    'In the background, on one node at a time, through crashes and restarts. Instances that come into being later are left out.',
  body: batchRequestSchema,
  answers: {
    201: { description: 'The batch is durable; `location` is where it is to be watched.', schema: batchSchema },
  },
  handle: async ({ body, request }, { client, batches }) => {
    const wanted = checkBatch(body);
    // Counting must not keep anybody from acting.
    const count = await countTargets(client, wanted, COUNT_CAP).catch(() => null);
    const batchId = randomUUID();
    const matched = count === null || count.isCapped ? null : count.matched;
    await batches.store.createBatch(batchId, wanted, actorOf(request), matched);
    batches.wake();
    const location = `/api/v1/batches/${batchId}`;
    return json(await batches.store.getBatch(batchId), { status: 201, headers: { location } });
  },
});

import { batchSchema } from '@/contract/batch';
import { json } from '../answers';
import { Refusal } from '../refusal';
import { type ApiHandler, apiHandler } from './api-route';
import { batchParamsSchema } from './batch-params';
import { noSuchBatch } from './get-batch';

type Change = 'pause' | 'resume' | 'abort';

const CHANGES = {
  pause: { state: 'paused', summary: 'Pause a batch' },
  resume: { state: 'running', summary: 'Let a paused batch go on' },
  abort: { state: 'aborted', summary: 'End a batch; what it has done stays done' },
} as const;

/** The handler of a command to a batch. What it acts on at that moment is finished. */
export function changeBatch(change: Change): ApiHandler {
  const { state: wanted, summary } = CHANGES[change];
  return apiHandler({
    tag: 'Batches',
    summary,
    params: batchParamsSchema,
    answers: { 200: { description: 'The batch as it is now.', schema: batchSchema } },
    problems: ['batch-not-found', 'batch-ended'],
    handle: async ({ params: { batchId } }, { batches }) => {
      const state = await batches.store.changeBatch(batchId, wanted);
      if (state === null) throw noSuchBatch();
      if (state !== wanted) throw new Refusal('batch-ended', `The batch is ${state} already.`);
      batches.wake();
      return json(await batches.store.getBatch(batchId));
    },
  });
}

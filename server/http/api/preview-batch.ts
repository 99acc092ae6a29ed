import { type BatchPreview, type BatchTargets, batchPreviewRequestSchema, batchPreviewSchema } from '@/contract/batch';
import { concernedFilter } from '../../batches/batch-targets';
import type { DurableClient } from '../../client/durable-client';
import { json } from '../answers';
import { apiHandler } from './api-route';
import { checkBatch } from './check-batch';
import { countTargets } from './count-targets';

const SAMPLE = 5;

export const previewBatch = apiHandler({
  tag: 'Batches',
  summary: 'See what a batch would concern',
  description: 'Changes nothing.',
  body: batchPreviewRequestSchema,
  answers: { 200: { description: 'How many instances, and some of them.', schema: batchPreviewSchema } },
  problems: ['query-too-slow'],
  handle: async ({ body }, { client }) => {
    const targets = checkBatch(body);
    const [count, sample] = await Promise.all([countTargets(client, targets), sampleOf(client, targets)]);
    return json({ ...count, sample } satisfies BatchPreview);
  },
});

async function sampleOf(client: DurableClient, targets: BatchTargets): Promise<BatchPreview['sample']> {
  const { instanceIds } = targets;
  if (instanceIds !== undefined) {
    const found = await Promise.all(instanceIds.slice(0, SAMPLE).map((instanceId) => client.getInstance(instanceId)));
    return found.flatMap((instance) => (instance === null ? [] : [briefly(instance)]));
  }
  const filter = concernedFilter(targets);
  if (filter.status?.length === 0) return [];
  return (await client.listInstances({ ...filter, limit: SAMPLE })).instances.map(briefly);
}

function briefly({ instanceId, name, status }: BatchPreview['sample'][number]): BatchPreview['sample'][number] {
  return { instanceId, name, status };
}

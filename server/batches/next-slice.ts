/** The next few instances of a batch. */
import { z } from 'zod';
import type { HeldBatch } from '../batch-store';
import type { DurableClient } from '../client/durable-client';
import { filterAsOf } from './batch-targets';

/** So many instances are acted on at once. */
const SLICE_MAX = 100;

export type Slice = {
  instanceIds: string[];
  /** Where to go on; null where there is nothing more. */
  place: string | null;
};

const indexSchema = z.coerce.number().int();

/** What follows the batch's place. Rejects where it cannot be read. */
export async function nextSlice(client: Pick<DurableClient, 'listInstances'>, batch: HeldBatch): Promise<Slice> {
  const { request, createdAt, place } = batch;
  if (request.instanceIds !== undefined) {
    const from = indexSchema.parse(place ?? 0);
    const to = from + SLICE_MAX;
    return {
      instanceIds: request.instanceIds.slice(from, to),
      place: to < request.instanceIds.length ? String(to) : null,
    };
  }
  const filter = filterAsOf(request, createdAt);
  if (filter.status?.length === 0) return { instanceIds: [], place: null };
  const page = await client.listInstances({ ...filter, limit: SLICE_MAX, cursor: place ?? undefined });
  return { instanceIds: page.instances.map(({ instanceId }) => instanceId), place: page.next };
}

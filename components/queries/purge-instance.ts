import { type PurgeResponse, purgeResponseSchema } from '@/contract/commands';
import { api } from '../urls';
import { deletion, fetchJson } from './fetch-json';

/** Deletes an instance with all that is kept of it and of its sub-orchestrations; with `force` also one that still runs. */
export function purgeInstance(instanceId: string, options: { force: boolean }): Promise<PurgeResponse> {
  return fetchJson(purgeResponseSchema, api.purge(instanceId, options), deletion());
}

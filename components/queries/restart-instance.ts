import { type RestartRequest, type StartResponse, startResponseSchema } from '@/contract/commands';
import { api } from '../urls';
import { fetchJson, jsonPost } from './fetch-json';

/** Starts the same orchestrator with the same input. Throws RequestProblem, with code `instance-exists` where it still runs. */
export function restartInstance(instanceId: string, request: RestartRequest): Promise<StartResponse> {
  return fetchJson(startResponseSchema, api.restart(instanceId), jsonPost(request));
}

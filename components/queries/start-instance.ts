import { type StartRequest, type StartResponse, startResponseSchema } from '@/contract/commands';
import { api } from '../urls';
import { fetchJson, jsonPost } from './fetch-json';

/** Starts an orchestrator. Throws RequestProblem, with code `instance-exists` where the id is taken. */
export function startInstance(request: StartRequest): Promise<StartResponse> {
  return fetchJson(startResponseSchema, api.instances(), jsonPost(request));
}

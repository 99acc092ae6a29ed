import type { RaiseEventRequest } from '@/contract/commands';
import { api } from '../urls';
import { jsonPost, sendCommand } from './fetch-json';

/** Raises an external event. Throws RequestProblem, with code `already-decided` where somebody else answered the wait first. */
export function raiseEvent(instanceId: string, eventName: string, request: RaiseEventRequest): Promise<void> {
  return sendCommand(api.event(instanceId, eventName), jsonPost(request));
}

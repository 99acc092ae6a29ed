import type { TerminateRequest } from '@/contract/commands';
import { api, type InstanceCommand } from '../urls';
import { jsonPost, sendCommand } from './fetch-json';

/** Gives a command with its reason. Throws RequestProblem where the instance does not take it. */
export function commandInstance(
  instanceId: string,
  command: InstanceCommand,
  request: TerminateRequest,
): Promise<void> {
  return sendCommand(api.command(instanceId, command), jsonPost(request));
}

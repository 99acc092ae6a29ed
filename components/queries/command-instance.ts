import type { ReasonRequest } from '@/contract/commands';
import { api } from '../urls';
import { sendCommand } from './fetch-json';

export type InstanceCommand = 'terminate' | 'suspend' | 'resume';

/** Terminates, suspends or resumes. Throws RequestProblem where the instance has ended. */
export function commandInstance(instanceId: string, command: InstanceCommand, request: ReasonRequest): Promise<void> {
  return sendCommand(api.command(instanceId, command), request);
}

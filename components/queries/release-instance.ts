import { api } from '../urls';
import { jsonPost, sendCommand } from './fetch-json';

/** Lets an instance that is held back try again. Throws RequestProblem where it has ended. */
export function releaseInstance(instanceId: string): Promise<void> {
  return sendCommand(api.release(instanceId), jsonPost({}));
}

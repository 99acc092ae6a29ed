import type { InstanceDetails } from '@/contract/instance';
import { isTerminal } from '@/contract/runtime-status';
import { EXIT } from './exit-code';
import { followInstance } from './follow-instance';
import type { Session } from './session';

/**
 * Waits until the instance has ended, and tells of each change on the way. The process's exit code says then whether it
 * completed.
 */
export async function awaitEnd(
  { api }: Session,
  instanceId: string,
  onChange: (instance: InstanceDetails) => void = () => undefined,
): Promise<InstanceDetails> {
  let seen = '';
  for await (const instance of followInstance(api, instanceId)) {
    const now = JSON.stringify(instance);
    if (now !== seen) onChange(instance);
    seen = now;
    if (!isTerminal(instance.status)) continue;
    if (instance.status !== 'Completed') process.exitCode = EXIT.otherwise;
    return instance;
  }
  throw new Error('Following an instance has no end of its own.');
}

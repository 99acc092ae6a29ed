import type { AwaitTree } from '@/contract/await-tree';
import type { RuntimeStatus } from '@/contract/runtime-status';
import { awaitLeaves } from '../waiting/await-leaves.model';

/** What a person should see: the runtime status, and for running instances whether somebody or something is awaited. */
export type DisplayStatus = RuntimeStatus | 'WaitingForHuman' | 'Waiting';

/** What can be waited for without anything being done meanwhile. */
const IDLE: ReadonlySet<AwaitTree['kind']> = new Set(['event', 'timer', 'lock', 'code']);

type Given = { status: RuntimeStatus; waitingOn: AwaitTree | null };

/** Running with an open question waits for a human; running with nothing but timers, events and the like just waits. */
export function displayStatus({ status, waitingOn }: Given): DisplayStatus {
  if (status !== 'Running') return status;
  const leaves = awaitLeaves(waitingOn);
  if (leaves.some((leaf) => leaf.kind === 'event' && leaf.question !== undefined)) return 'WaitingForHuman';
  const idle = leaves.length > 0 && leaves.every(({ kind }) => IDLE.has(kind));
  return idle ? 'Waiting' : 'Running';
}

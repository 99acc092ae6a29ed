/** Turns that could not be run to their end: each stops its own instance, and no other. */
import { isTerminal } from '@/contract/runtime-status';
import type { ParentLink } from '../engine/history';
import type { InstanceRecord } from '../engine/outcome';
import { parentAnswered } from '../engine/sent';
import type { Admission } from './admission';
import type { Arrival } from './arrival';
import type { HubContext } from './hub-context';
import type { Residents } from './residents';
import { blocked } from './revival';
import { TurnInterrupted } from './rounds';

export type BrokenTurn = { admission: Admission; error: unknown };

type Place = { hub: HubContext; residents: Residents; partitionId: number };

/** What arrived for the instances has to wait; those that had ended stay as they were. */
export async function holdBack(broken: BrokenTurn[], { hub, residents, partitionId }: Place): Promise<void> {
  const ids = broken.map(({ admission }) => admission.instanceId);
  const loaded = await hub.store.loadInstances(partitionId, ids);
  for (const { admission, error } of broken) {
    hub.log.error({ instanceId: admission.instanceId, err: error }, 'a turn failed');
    const found = loaded.get(admission.instanceId);
    residents.delete(admission.instanceId);
    const arrivals = admission.admitted.splice(0);
    Object.assign(admission, { execution: null, purge: null, blocked: null });
    const [first] = arrivals;
    if (found !== undefined && isTerminal(found.record.status) && first?.message.type === 'rewind') {
      leave(admission, { arrival: first, parent: first.message.parent, record: found.record });
      continue;
    }
    admission.parked.push(...arrivals);
    if (found !== undefined) admission.blocked = blocked(found, { problem: problemOf(error) });
  }
}

type FailedRewind = { arrival: Arrival; parent: ParentLink | undefined; record: InstanceRecord };

/** It cannot be rewound with the code that is here. */
function leave(admission: Admission, { arrival, parent, record }: FailedRewind): void {
  admission.settled.push({ arrival, delivery: 'ended' });
  if (parent !== undefined) admission.answers.push(parentAnswered(parent, record));
}

function problemOf(error: unknown): string {
  if (error instanceof TurnInterrupted) return error.message;
  return `A turn failed: ${error instanceof Error ? error.message : String(error)}`;
}

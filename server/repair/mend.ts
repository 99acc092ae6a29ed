/** Asks the owner of what is broken to mend it. Asking again does no harm, nor does asking where nothing is broken. */
import type { Actor } from '@/contract/actor';
import type { Node } from '../hub/node';
import type { Finding } from '../operations-store';
import { partitionOf } from '../partition-of';
import type { HubStore } from '../store';

const ACTOR: Actor = { name: 'repair', via: 'system' };

type Mending = { node: Pick<Node, 'deliver' | 'lockOf'>; store: Pick<HubStore, 'partitionCount'> };

export async function mend({ kind, partitionId, instanceId }: Finding, { node, store }: Mending): Promise<void> {
  switch (kind) {
    case 'lost-work-item':
    case 'stray-work-item':
    case 'lost-timer':
      await node.deliver(instanceId, { type: 'release', mends: 'rows', actor: ACTOR });
      return;
    case 'waits-for-nothing':
    case 'stuck-message':
      await node.deliver(instanceId, { type: 'release', actor: ACTOR });
      return;
    case 'stuck-outbox':
      await node.deliver(nobodyIn(partitionId, store.partitionCount), {
        type: 'release',
        mends: 'outbox',
        actor: ACTOR,
      });
      return;
    case 'lost-lock': {
      const owner = await node.lockOf(instanceId);
      if (owner === null) return;
      await node.deliver(instanceId, { type: 'entityUnlock', owner, entities: [instanceId], position: 0 });
    }
  }
}

/** An id that no instance has, in this partition. */
function nobodyIn(partitionId: number, partitionCount: number): string {
  for (let number = 0; ; number += 1) {
    const id = `perdure:repair:${number}`;
    if (partitionOf(id, partitionCount) === partitionId) return id;
  }
}

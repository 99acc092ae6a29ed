/** Finds entities that an instance has locked which has ended, and releases them. It should find none. */
import { isTerminal } from '@/contract/runtime-status';
import type { TaskLink } from '../engine/history';
import type { Sender } from '../hub/sender';
import type { QueryStore } from '../query-store';

const PAGE = 200;

type Entities = { node: Sender; store: QueryStore };

/** Gives how many locks were released. Whoever waited for one of them is next. */
export async function releaseOrphanedLocks({ node, store }: Entities): Promise<number> {
  let released = 0;
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page = await store.listEntities({ limit: PAGE, cursor });
    if (page === 'invalid-cursor') break;
    for (const { entityId, lockedBy } of page.entities) {
      if (lockedBy !== null && (await releaseOrphan({ node, store }, entityId))) released += 1;
    }
    cursor = page.next;
  }
  return released;
}

async function releaseOrphan({ node, store }: Entities, instanceId: string): Promise<boolean> {
  const owner = await node.lockOf(instanceId);
  if (owner === null || !(await hasEnded(store, owner))) return false;
  await node.deliver(instanceId, { type: 'entityUnlock', owner, entities: [instanceId], position: 0 });
  return true;
}

async function hasEnded(store: QueryStore, { instanceId, generation }: TaskLink): Promise<boolean> {
  const owner = await store.getInstanceStatus(instanceId);
  return owner === null || owner.generation > generation || isTerminal(owner.status);
}

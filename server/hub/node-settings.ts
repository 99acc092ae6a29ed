/** What a node is made with, and what a message is sent with. */
import type { EntityReply } from '../engine/entity-record';
import type { ActivityObserver } from './activity-worker';
import type { Clock } from './hub-clock';
import type { HubContext } from './hub-context';

export type NodeSettings = Pick<
  HubContext,
  'nodeId' | 'deployment' | 'registry' | 'log' | 'options' | 'resolveCallSite'
> & {
  /** The database's clock by default. */
  clock?: Clock;
  /** Sees every run of an activity. */
  activityObserver?: ActivityObserver | undefined;
};

export type DeliverOptions = {
  /** Not to be taken in earlier, in epoch milliseconds. */
  visibleAt?: number | undefined;
  /** Gets the result of an operation, where this node runs it at once. */
  reply?: ((reply: EntityReply) => void) | undefined;
};

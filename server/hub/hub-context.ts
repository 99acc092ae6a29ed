/** What the loops of one node share. */
import type { Log } from '../log';
import type { QueryStore } from '../query-store';
import type { Registry } from '../registry';
import type { ClaimedWorkItem, HubStore, QueuedMessage } from '../store';
import type { ActivityWorker } from './activity-worker';
import type { Clock } from './hub-clock';
import type { HubOptions } from './hub-options';
import type { HubEmitter } from './hub-signals';
import type { OtherNodes } from './other-nodes';
import type { Outbox } from './outbox';
import type { Pace } from './pace';
import type { Slots } from './slots';
import type { Suspects } from './suspects';
import type { TurnGuard } from './turn-guard';

export type HubContext = {
  nodeId: string;
  deployment: string;
  store: HubStore & Pick<QueryStore, 'getHistoryEvent'>;
  registry: Registry;
  clock: Clock;
  worker: ActivityWorker;
  outbox: Outbox;
  signals: HubEmitter;
  log: Log;
  options: HubOptions;
  guard: TurnGuard;
  pace: Pace;
  orchestratorSlots: Slots;
  entitySlots: Slots;
  suspects: Suspects;
  others: OtherNodes;
  /** Where a call site of the running code stands in its source. */
  resolveCallSite: (callSite: string) => string;
  /** A partition has new rows in its control queue. Null where not all of them are known. */
  received: (partitionId: number, messages: QueuedMessage[] | null) => void;
  /** The names of limited activities, in lower case. */
  limited: () => ReadonlySet<string>;
  /** Items of limited activities wait for permits. */
  limitedWaiting: () => void;
  /** There are work items that no node has claimed. This one looks a little later where they are meant for others. */
  workItemsWaiting: (partitionIds: readonly number[], options?: { areForOthers: boolean }) => void;
  /** Nobody wants the results of these activities any more, wherever they run. */
  workItemsCanceled: (isCanceled: (item: ClaimedWorkItem) => boolean) => void;
};

import type { FailureDetails } from '@/contract/failure-details';
import type { ClaimWish } from './claim-wish';
import type { EntityRecord, EntityReply, EntityWrite } from './engine/entity-record';
import type { EntityMessage, HistoryEvent, Message, Payload, Sent, StartFacts } from './engine/history';
import type { InstanceRecord, Outcome, WorkItemFacts } from './engine/outcome';
import type { LimitStore } from './limit-store';
import type { MissingSession } from './missing-session';
import type { OnceStore } from './once-store';
import type { OperationsStore } from './operations-store';
import type { QueryStore } from './query-store';
import type { TransactionStore } from './transaction-store';
import type { WakeStore } from './wake-store';

/** The right to write to a partition. A new epoch and id are drawn at every take-over. */
export type Lease = { partitionId: number; epoch: number; leaseId: string };

/** A partition as it is acquired. */
export type TakenLease = Lease & {
  /** Its last owner did not give it back: its process ended, or was not heard of for too long. */
  isLeftBehind: boolean;
};

export type NodeFacts = {
  nodeId: string;
  deployment: string;
  /** The orchestrators this node has, as `name@version` in lower case. */
  orchestrators: string[];
  /** The names of its activities, in lower case. */
  activities: string[];
  /** The names of its entities, in lower case. */
  entities: string[];
  /** How many activities it runs at once. */
  activityCapacity: number;
};

export type OtherNode = Pick<NodeFacts, 'nodeId' | 'orchestrators' | 'activities' | 'activityCapacity'> & {
  isAlive: boolean;
  /** It takes nothing more, and gives back what it holds. */
  isLeaving: boolean;
  /** How many partitions it owns or has asked for. */
  partitions: number;
  /** How many activities it ran at its last heartbeat. */
  activitiesRunning: number;
};

/** A partition that a node owns. */
export type HeldLease = Lease & {
  /** The live node that has asked for it; its owner, where it is to stay there for the owner's code; else null. */
  heir: string | null;
};

export type Renewal = {
  /** The database's clock, in epoch milliseconds. */
  now: number;
  /** Nodes whose heartbeat is current and that are not leaving, and this one. */
  liveNodes: number;
  /** The others among them, and those that were heard of not long ago; none where nothing is said. */
  others?: OtherNode[] | undefined;
  /** The partitions that this node owns. */
  leases: HeldLease[];
  /** How many partitions of others it has asked for; none where nothing is said. */
  asked?: number | undefined;
  /** The names of limited activities, in lower case; none where nothing is said. */
  limited?: string[] | undefined;
};

/** A turn's outcome and what it used up. */
export type Turned = {
  outcome: Outcome;
  /** Work items that ended on this node. */
  workItemsDone: WorkItemKey[];
  timersFired: { generation: number; taskId: number }[];
};

/** A message to another instance, as the sender's partition keeps it until the target's partition has it. */
export type OutboxMessage = Sent & {
  /** Grows with every message of the partition, also from one owner to the next. */
  position: number;
  /** The target's. */
  partitionId: number;
};

export type Checkpoint = {
  lease: Lease;
  nodeId: string;
  /** Two checkpoints of one partition may be under way at once, each in a lane of its own. Below 32,768. */
  lane: number;
  /** Names the checkpoint, so that its outcome can be asked for later. */
  batchId: string;
  turned: Turned[];
  /** Instances whose every trace goes. */
  purged: { instanceId: string; revision: number }[];
  entities: EntityWrite[];
  entityReplies: EntityReply[];
  /** Messages to other instances, in order of their positions. */
  sends: OutboxMessage[];
  /** Rows of the control queue that were taken in. */
  messageIds: number[];
  /** How many of the new work items this node takes for itself; the others are for any node to claim. */
  workItemsTaken: number;
  /** Names of activities, in lower case, whose items are left for other nodes; none by default. */
  activitiesLeft?: ReadonlySet<string> | undefined;
  /** Instances whose marks of suspicion go, with what they were held against; none by default. */
  acquitted?: readonly string[] | undefined;
  /** Names of activities, in lower case, that are limited: their items wait for permits. None by default. */
  activitiesLimited?: ReadonlySet<string> | undefined;
};

export type CheckpointResult = 'committed' | 'lease-lost' | 'conflict';

export type WorkItemKey = { instanceId: string; generation: number; taskId: number; attempt: number };

export type ClaimedWorkItem = WorkItemKey & {
  partitionId: number;
  name: string;
  input: Payload;
  facts: WorkItemFacts;
  /** How long it lay in the queue before it was claimed, in milliseconds; absent where it did not. */
  waitedMs?: number | undefined;
};

export type WorkItemResult = WorkItemKey & { partitionId: number; durationMs: number } & (
    | { result: Payload }
    | { failure: FailureDetails }
  );

export type QueuedMessage = { messageId: number; instanceId: string; message: Message | EntityMessage };

export type FetchedMessages = {
  messages: QueuedMessage[];
  /** When the next message that is not visible yet will be; null where there is none. */
  nextVisibleAt: number | null;
};

export type DueTimer = { instanceId: string; generation: number; taskId: number; fireAt: number };

export type LoadedInstance = { record: InstanceRecord; history: HistoryEvent[] };

export type OutgoingMessage = {
  instanceId: string;
  message: Exclude<Message, { type: 'start' }> | EntityMessage;
  visibleAt?: number | undefined;
};

export type OutgoingStart = { instanceId: string; start: StartFacts };

/**
 * `started`: the instance is Pending, or will be replaced. `exists`: one with this id has not ended, and that is as good.
 * `conflict`: one with this id has not ended.
 */
export type StartResult = 'started' | 'exists' | 'conflict';

/** The owner's verbs and the node's. */
export interface HubStore {
  /** The number of partitions, fixed when the hub was created. */
  readonly partitionCount: number;
  registerNode(node: NodeFacts, leaseMs: number): Promise<Renewal>;
  /** Other nodes that have lost their session, which says that their process has ended; registers this node's own. */
  missingSessions(nodeId: string): Promise<MissingSession[]>;
  /** Ends the leases of those whose session is still gone. Returns how many. */
  endLeases(missing: readonly MissingSession[]): Promise<number>;
  /** `activitiesRunning` is for the others to know. */
  renewNode(nodeId: string, leaseMs: number, activitiesRunning?: number): Promise<Renewal>;
  /** Says that the node takes nothing more. Renews it too: it keeps what it holds until it gives it back. */
  leaveHub(nodeId: string, leaseMs: number): Promise<Renewal>;
  /** Gives back everything the node holds. */
  removeNode(nodeId: string): Promise<void>;
  /** Takes up to `limit` partitions that nobody, or a node without a current heartbeat, owns. */
  acquirePartitions(nodeId: string, limit: number): Promise<TakenLease[]>;
  /** Draws a new epoch for a partition this lease holds; waits for its checkpoints that are under way to end. */
  reacquirePartition(lease: Lease): Promise<Lease | 'lease-lost'>;
  releasePartition(lease: Lease): Promise<void>;
  /** Asks an owner for so many of its partitions. Returns for how many: those that others have asked for are not meant. */
  askForPartitions(nodeId: string, owner: string, count: number): Promise<number>;
  /**
   * Gives a partition to another node, which finds out at its next heartbeat, or to nobody where that node is gone or
   * leaving. What is pinned stays there, whoever asks, until it is unpinned.
   */
  handOverPartition(lease: Lease, heir: string, options?: { isPinned?: boolean }): Promise<void>;
  /** Lets others ask for what was handed over to this node to stay. */
  unpinPartitions(nodeId: string): Promise<void>;
  checkpoint(checkpoint: Checkpoint): Promise<CheckpointResult>;
  /** The last checkpoint that committed in each lane, by its batch id. */
  lastBatchIds(partitionId: number): Promise<Set<string>>;
  /** Instances with the history of their current generation; ids that do not exist are absent. */
  loadInstances(
    partitionId: number,
    instanceIds: string[],
    /** Reads the histories of those that have ended too. */
    options?: { endedToo?: boolean },
  ): Promise<Map<string, LoadedInstance>>;
  /** The sub-orchestrations of instances, in whatever partition, by the ids of their parents. */
  childrenOf(instanceIds: string[]): Promise<Map<string, string[]>>;
  /** Entities that have a row. */
  loadEntities(partitionId: number, instanceIds: string[]): Promise<Map<string, EntityRecord>>;
  /** The answer to a client's operation, once; null while there is none. Nobody's answers go after ten minutes. */
  takeEntityReply(partitionId: number, requestId: string): Promise<EntityReply | null>;
  /** What the partition has sent and not yet deleted, in order. */
  outboxMessages(partitionId: number): Promise<OutboxMessage[]>;
  /**
   * Puts messages of one sending partition into the control queue of another, each once however often it is given. They
   * come in order. Gives those that are new, without those that are visible later: these are for a fetch to find.
   */
  receiveMessages(partitionId: number, from: number, messages: OutboxMessage[]): Promise<QueuedMessage[]>;
  /** The messages at these positions have been received. */
  deleteOutboxMessages(partitionId: number, positions: number[]): Promise<void>;
  /** Visible messages in arrival order, without those that `known` names. */
  fetchMessages(partitionId: number, known: number[], limit: number): Promise<FetchedMessages>;
  /** Timers that fire within `horizonMs` from now. */
  fetchTimers(partitionId: number, horizonMs: number): Promise<DueTimer[]>;
  /** Makes the work items of dead nodes claimable again, or quarantines them after so many deliveries. Returns how many. */
  freeWorkItems(partitionId: number, deliveriesMax: number): Promise<number>;
  /** The work items that a node holds, whether it is running them or not. */
  heldWorkItems(partitionId: number, nodeId: string): Promise<ClaimedWorkItem[]>;
  /** Those of the items, of any partitions, that the node does not hold any more. */
  lostWorkItems(nodeId: string, items: ClaimedWorkItem[]): Promise<ClaimedWorkItem[]>;
  /** Locks unclaimed work items for a node, counting the attempt before it runs. */
  claimWorkItems(partitionId: number, nodeId: string, wish: ClaimWish): Promise<ClaimedWorkItem[]>;
  /** Gives back work items that the node holds and has not begun: others may claim them. */
  returnWorkItems(partitionId: number, nodeId: string, items: WorkItemKey[]): Promise<void>;
  /** Turns ended work items into messages; those that the node no longer holds are dropped. */
  completeWorkItems(partitionId: number, nodeId: string, results: WorkItemResult[]): Promise<void>;
  /** Instances that were in a batch as the process of another node ended, and how often. */
  suspects(partitionId: number, nodeId: string): Promise<Map<string, number>>;
  /** Counts one more crash for each, to be cleared if it does not come; one for each node however often it marks. */
  markSuspects(partitionId: number, nodeId: string, instanceIds: string[]): Promise<void>;
  clearSuspects(partitionId: number, instanceIds: string[]): Promise<void>;
  /** Clears an instance of suspicion, and gives its quarantined work items (one, or with null all) back to be run. Returns how many. */
  release(partitionId: number, instanceId: string, taskId: number | null): Promise<number>;
  /**
   * Makes the work items and timers of an instance what its history says: those of tasks that are open and have neither a row
   * nor a result come back, work items of tasks that are closed go. Nothing happens under a lost lease. Returns how many.
   */
  restoreRows(lease: Lease, instanceId: string): Promise<number>;
  /** Puts messages into the control queue, in order. */
  enqueue(partitionId: number, messages: OutgoingMessage[]): Promise<void>;
  /** Creates Pending instances with their start messages; one result for each. */
  enqueueStarts(partitionId: number, starts: OutgoingStart[]): Promise<StartResult[]>;
}

export interface Store
  extends HubStore,
    LimitStore,
    TransactionStore,
    WakeStore,
    QueryStore,
    OperationsStore,
    OnceStore {
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** The database's clock, in epoch milliseconds. */
  now(): Promise<number>;
  close(): Promise<void>;
}

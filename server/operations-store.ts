/** The part of the storage port that serves those who keep a hub running. Types only. */
import type { StatusCounts } from '@/contract/instance';
import type { Overview, OverviewWindow } from '@/contract/overview';
import type { FindingKind, FindingView } from '@/contract/repair';
import type { RetentionRule, RetentionRuleBody, RetentionRun } from '@/contract/retention';
import type { RuntimeStatus } from '@/contract/runtime-status';
import type { TaskLink } from './engine/history';

/** What waits in one partition, and who works on it. Counts end at 10,001, ages are milliseconds. */
export type PartitionFigures = {
  partitionId: number;
  owner: string | null;
  /** The owner's heartbeat is current. */
  isOwned: boolean;
  messages: number;
  oldestMessageMs: number;
  workItemsWaiting: number;
  oldestWorkItemMs: number;
  workItemsHeld: number;
  workItemsHeldBack: number;
  outbox: number;
  /** How late the timer is that should have fired first; 0 where none is late. */
  timerLagMs: number;
};

/** The whole hub at a moment. */
export type HubFigures = {
  partitions: PartitionFigures[];
  instances: StatusCounts;
  /** Instances that have not ended and cannot go on, up to 10,001. */
  heldBack: number;
  nodes: { nodeId: string; deployment: string; startedAt: string; isAlive: boolean; activityCapacity: number }[];
  connections: { role: string; state: string; count: number }[];
  oldestTransactionMs: number;
  /** What the repair sweep found and could not mend, by its kind. */
  openFindings: Record<string, number>;
};

/** Something that should be impossible. */
export type Finding = {
  kind: FindingKind;
  partitionId: number;
  /** Empty where it is about the partition. */
  instanceId: string;
  /** 0 where it is about no task. */
  taskId: number;
  detail: string;
};

/** What an overview tells of the time behind it. */
export type RecentFigures = Pick<Overview['attention'], 'failed' | 'failedBefore' | 'humanTasks' | 'suspended'> &
  Pick<Overview, 'throughput' | 'orchestrators' | 'sample'>;

/** A place in the list of all instances that have not ended. */
export type OpenCursor = { status: RuntimeStatus; createdMs: number; instanceId: string };

export type OpenInstances = {
  instances: { partitionId: number; instanceId: string }[];
  /** Null at the end of the list. */
  next: OpenCursor | null;
};

export type EntityLock = { instanceId: string; owner: TaskLink };

/** An instance that a rule purges, or one below such an instance. */
export type Expired = { instanceId: string; name: string; completedAt: string; depth: number };

export interface OperationsStore {
  /**
   * Gives the node what only one does at a time, for `ms`; again where it has it already. False where another node has it.
   */
  takeDuty(name: string, nodeId: string, ms: number): Promise<boolean>;
  /** Lets another node have it at once. */
  leaveDuty(name: string, nodeId: string): Promise<void>;

  /** Instances that have not ended and have been left alone for `quietMs`, from a place in their list on. */
  listOpen(after: OpenCursor | null, quietMs: number, limit: number): Promise<OpenInstances>;
  /** What is wrong with these instances of a partition, seen at one moment. */
  examine(partitionId: number, instanceIds: string[], quietMs: number): Promise<Finding[]>;
  /** What is wrong with the queues of a partition: what nobody touched for `ageMs` though it should have been. */
  examineQueues(partitionId: number, ageMs: number): Promise<Finding[]>;
  /** The entities of a partition that have been locked and nobody asked anything for `ageMs`, with no unlocking on its way. */
  listLocks(partitionId: number, ageMs: number, limit: number): Promise<EntityLock[]>;
  /** Writes findings down, or that they are there still. */
  recordFindings(findings: Finding[]): Promise<void>;
  /** Writes down that they are there no more. */
  closeFindings(findings: Finding[]): Promise<void>;
  /** Findings that were not seen to be mended. */
  openFindings(): Promise<Finding[]>;
  listFindings(limit: number): Promise<FindingView[]>;

  /** What happened lately, and how these orchestrators do. */
  recentFigures(window: OverviewWindow, names: string[]): Promise<RecentFigures>;

  listRules(): Promise<RetentionRule[]>;
  addRule(ruleId: string, rule: RetentionRuleBody): Promise<void>;
  /** False where there is no such rule. */
  changeRule(ruleId: string, rule: RetentionRuleBody): Promise<boolean>;
  removeRule(ruleId: string): Promise<boolean>;
  /** Writes down that a rule was applied, and how many instances went by it. */
  recordRun(rule: { ruleId: string; name: string }, purged: number): Promise<void>;
  listRuns(limit: number): Promise<RetentionRun[]>;
  /**
   * Up to about `limit` instances that a rule purges now, those that ended first, each with the instances below it. None
   * whose parent has not ended, and none with an instance below it that has not.
   */
  listExpired(rule: RetentionRuleBody, limit: number): Promise<Expired[]>;
  /** Those of the instances that are still there. */
  stillThere(instanceIds: string[]): Promise<string[]>;

  /** True where the database has the tables that this version works on. */
  hasSchema(): Promise<boolean>;
  /** Rejects where the database takes more than two seconds for it. */
  hubFigures(): Promise<HubFigures>;
}

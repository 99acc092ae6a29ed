/** What a database would hold of one partition, in memory. */
import type { Wait } from '@/contract/human-task';
import type { EntityRecord, EntityReply } from '../engine/entity-record';
import type { HistoryEvent } from '../engine/history';
import type { InstanceRecord } from '../engine/outcome';
import type { ClaimedWorkItem, DueTimer, OutboxMessage, QueuedMessage } from '../store';
import { TaskRows } from './task-rows';

export type QueueRow = QueuedMessage & { visibleAt?: number | undefined };

export type WorkItemRow = ClaimedWorkItem & { lockedBy: string | null; place: number; isQuarantined: boolean };

export type ReplyRow = { reply: EntityReply; at: number };

type SuspectRow = { crashes: number; markedBy: string };

export class MemoryRows {
  owner: string | null = null;
  epoch = 0;
  leaseId: string | null = null;
  /** The last checkpoint of each lane. */
  readonly batchIds = new Map<number, string>();
  readonly instances = new Map<string, InstanceRecord>();
  readonly entities = new Map<string, EntityRecord>();
  /** By the request that they answer. */
  readonly entityReplies = new Map<string, ReplyRow>();
  readonly workItems = new TaskRows<WorkItemRow>();
  readonly timers = new TaskRows<DueTimer>();
  readonly waits = new TaskRows<Wait>();
  /** By number. */
  readonly queue = new Map<number, QueueRow>();
  /** By position. */
  readonly outbox = new Map<number, OutboxMessage>();
  /** How far each sending partition's messages have come. */
  readonly received = new Map<number, number>();
  readonly suspects = new Map<string, SuspectRow>();
  /** By generation, then by `seq`. */
  readonly histories = new Map<string, Map<number, HistoryEvent[]>>();
  #lastMessageId = 0;
  #lastPlace = 0;

  constructor(readonly partitionId: number) {}

  history(instanceId: string, generation: number): HistoryEvent[] {
    return this.histories.get(instanceId)?.get(generation) ?? [];
  }

  /** Those that have a history, the latest first. */
  generations(instanceId: string): number[] {
    return [...(this.histories.get(instanceId)?.keys() ?? [])].sort((one, other) => other - one);
  }

  childrenOf(instanceId: string): string[] {
    const children = [...this.instances.values()].filter(({ parent }) => parent?.instanceId === instanceId);
    return children.map((child) => child.instanceId);
  }

  nextPlace(): number {
    this.#lastPlace += 1;
    return this.#lastPlace;
  }

  enqueue(row: Omit<QueueRow, 'messageId'>): QueueRow {
    this.#lastMessageId += 1;
    const queued = { ...copyOf(row), messageId: this.#lastMessageId };
    this.queue.set(queued.messageId, queued);
    return queued;
  }
}

/** A value as it comes back from where it was stored. */
export function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

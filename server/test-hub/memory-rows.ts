/** What a database would hold of a hub with one partition, in memory. */
import type { Wait } from '@/contract/human-task';
import type { EntityRecord, EntityReply } from '../engine/entity-record';
import type { HistoryEvent } from '../engine/history';
import type { InstanceRecord } from '../engine/outcome';
import type { ClaimedWorkItem, DueTimer, OutboxMessage, QueuedMessage } from '../store';
import { TaskRows } from './task-rows';

export type QueueRow = QueuedMessage & { visibleAt?: number | undefined };

export type WorkItemRow = ClaimedWorkItem & { lockedBy: string | null };

export class MemoryRows {
  readonly instances = new Map<string, InstanceRecord>();
  readonly entities = new Map<string, EntityRecord>();
  /** By the request that they answer. */
  readonly entityReplies = new Map<string, EntityReply>();
  readonly workItems = new TaskRows<WorkItemRow>();
  readonly timers = new TaskRows<DueTimer>();
  readonly waits = new TaskRows<Wait>();
  /** By number, in order of arrival. */
  readonly queue = new Map<number, QueueRow>();
  /** By position, in order. */
  readonly outbox = new Map<number, OutboxMessage>();
  readonly #histories = new Map<string, HistoryEvent[][]>();
  #lastMessageId = 0;

  history(instanceId: string, generation: number): HistoryEvent[] {
    return this.#histories.get(instanceId)?.[generation] ?? [];
  }

  /** Those that have a history, the latest first. */
  generations(instanceId: string): number[] {
    return Object.keys(this.#histories.get(instanceId) ?? [])
      .map(Number)
      .reverse();
  }

  append(instanceId: string, generation: number, events: HistoryEvent[]): void {
    const generations = this.#histories.get(instanceId) ?? [];
    this.#histories.set(instanceId, generations);
    generations[generation] ??= [];
    generations[generation].push(...events);
  }

  forget(instanceId: string, upToGeneration: number): void {
    for (let generation = 0; generation <= upToGeneration; generation += 1) {
      delete this.#histories.get(instanceId)?.[generation];
      this.waits.deleteAll(instanceId, generation);
    }
  }

  /** Removes every trace of an instance. */
  purge(instanceId: string): void {
    const { generation = 0 } = this.instances.get(instanceId) ?? {};
    for (let each = 0; each <= generation; each += 1) {
      for (const rows of [this.workItems, this.timers, this.waits]) rows.deleteAll(instanceId, each);
    }
    this.#histories.delete(instanceId);
    this.instances.delete(instanceId);
  }

  childrenOf(instanceId: string): string[] {
    const children = [...this.instances.values()].filter(({ parent }) => parent?.instanceId === instanceId);
    return children.map((child) => child.instanceId);
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

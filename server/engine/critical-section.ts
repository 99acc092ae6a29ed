/**
 * The locks of one instance, and what it may do while it holds them.
 *
 * C1. An instance asks for locks once at a time, all of them together: it never waits for a lock while it holds one.
 * C2. While it holds locks it calls only entities that it has locked, each one call at a time, and signals only others.
 * C3. While it holds locks it starts no sub-orchestrations: they could wait for the same entities.
 * C4. Whatever ends the execution gives back what it holds, and withdraws what it still asks for.
 */
import type { EntityTask, LockTask } from './entity-tasks';
import type { HistoryFact } from './history';

/** What an orchestrator does must not break the rules by which locks cannot end in a deadlock. */
export class LockingRulesViolationError extends Error {
  override name = 'LockingRulesViolationError';
}

export class CriticalSection {
  #lock: LockTask | null = null;
  #isHeld = false;
  #calls: Map<string, EntityTask<unknown>> | null = null;

  /** The instance ids of the entities that are locked; null outside a critical section. */
  get locked(): readonly string[] | null {
    return this.#isHeld && this.#lock !== null ? this.#lock.instanceIds : null;
  }

  /** The request for the locks that are held or asked for. */
  get taskIds(): number[] {
    return this.#lock === null ? [] : [this.#lock.id];
  }

  assertMayLock(): void {
    if (this.#lock === null) return;
    throw new LockingRulesViolationError(
      this.#isHeld
        ? 'Cannot lock more entities while some are locked: lock all of them at once.'
        : 'Cannot lock more entities while a lock is still asked for: lock all of them at once.',
    );
  }

  ask(lock: LockTask): void {
    this.#lock = lock;
  }

  enter(lock: LockTask): void {
    this.#isHeld = this.#lock === lock;
  }

  /** Leaves the section, or asks no longer. Gives what is to be told to the entities; null where that has happened already. */
  leave(lock: LockTask | null = this.#lock): HistoryFact | null {
    if (lock === null || this.#lock !== lock) return null;
    this.#lock = null;
    this.#isHeld = false;
    this.#calls = null;
    return lock.cancellation;
  }

  assertMayCall(instanceId: string): void {
    if (this.locked === null) return;
    if (!this.locked.includes(instanceId))
      throw new LockingRulesViolationError(
        `Cannot call '${instanceId}' while others are locked and it is not: lock it too.`,
      );
    if (this.#calls?.get(instanceId)?.isCompleted === false)
      throw new LockingRulesViolationError(`Cannot call '${instanceId}' again before the call under way has ended.`);
  }

  called(task: EntityTask<unknown>): void {
    if (this.locked === null) return;
    this.#calls ??= new Map();
    this.#calls.set(task.entity.instanceId, task);
  }

  assertMaySignal(instanceId: string): void {
    if (this.locked?.includes(instanceId))
      throw new LockingRulesViolationError(`Cannot signal '${instanceId}' while it is locked: call it.`);
  }

  assertMayStartChild(): void {
    if (this.locked !== null)
      throw new LockingRulesViolationError('Cannot start a sub-orchestration while entities are locked.');
  }
}

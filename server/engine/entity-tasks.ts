/** Tasks that wait for entities: for the result of an operation, or for locks. */
import { type EntityId, toEntityId } from './entity-id';
import { ScheduledTask } from './scheduled-task';
import type { OnAwaited } from './task';

export class EntityTask<T> extends ScheduledTask<T> {
  constructor(
    id: number,
    readonly entity: { instanceId: string; operation: string },
    onAwaited: OnAwaited,
  ) {
    super(id, onAwaited);
  }

  override get label() {
    return `Operation '${this.entity.operation}' of entity '${this.entity.instanceId}'`;
  }

  override describe() {
    return { kind: 'entity' as const, taskId: this.id, ...this.entity };
  }
}

/** Locks that an orchestrator holds. */
export class EntityLock {
  readonly #release: () => void;

  /** @internal */
  constructor(
    readonly entities: readonly EntityId[],
    release: () => void,
  ) {
    this.#release = release;
  }

  /** Lets go of all of them. Does nothing where that has happened already. */
  release(): void {
    this.#release();
  }

  /** For `using`. */
  [Symbol.dispose](): void {
    this.#release();
  }
}

export class LockTask extends ScheduledTask<EntityLock> {
  readonly #lock: EntityLock;

  constructor(
    id: number,
    /** In the order in which they are locked. */
    readonly instanceIds: readonly string[],
    onAwaited: OnAwaited,
    private readonly onReleased: (task: LockTask) => void,
  ) {
    super(id, onAwaited);
    this.#lock = new EntityLock(instanceIds.map(toEntityId), () => onReleased(this));
  }

  /** The locks are no longer asked for. Where they are held already, release them instead. */
  cancel(): void {
    if (!this.isCompleted) this.onReleased(this);
  }

  /** @internal */
  grant(): void {
    this.settle({ ok: true, value: this.#lock });
  }

  get cancellation() {
    return { type: 'EntityUnlockSent' as const, taskId: this.id, entities: [...this.instanceIds] };
  }

  override get label() {
    return `Lock of ${this.instanceIds.map((id) => `'${id}'`).join(', ')}`;
  }

  override describe() {
    return { kind: 'lock' as const, taskId: this.id, entities: [...this.instanceIds] };
  }
}

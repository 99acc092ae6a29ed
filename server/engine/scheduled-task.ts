/** Tasks that stand for one thing in history: they have an id, assigned when they are scheduled, from 1 in each generation. */
import type { AwaitTree } from '@/contract/await-tree';
import { toDate } from './orchestration-time';
import { type OnAwaited, Task } from './task';

export abstract class ScheduledTask<T> extends Task<T> {
  constructor(
    readonly id: number,
    onAwaited: OnAwaited,
  ) {
    super(onAwaited);
  }

  /** What it stands for, in a few words. */
  abstract readonly label: string;

  /** How a person would name it. */
  abstract describe(): Exclude<AwaitTree, { kind: 'all' | 'any' }>;
}

/** A task whose end nobody has to wait for: it can be given up, which history tells as its `cancellation`. */
export type CancelableTask<T> = ScheduledTask<T> & {
  readonly cancellation: { type: 'TaskCanceled' | 'TimerCanceled' | 'EventWaitCanceled'; taskId: number };
};

export class ActivityTask<T> extends ScheduledTask<T> {
  constructor(
    id: number,
    readonly name: string,
    onAwaited: OnAwaited,
  ) {
    super(id, onAwaited);
  }

  override get label() {
    return `Activity '${this.name}'`;
  }

  get cancellation() {
    return { type: 'TaskCanceled' as const, taskId: this.id };
  }

  override describe() {
    return { kind: 'activity' as const, taskId: this.id, name: this.name };
  }
}

export class SubOrchestrationTask<T> extends ScheduledTask<T> {
  constructor(
    id: number,
    readonly child: { name: string; instanceId: string },
    onAwaited: OnAwaited,
  ) {
    super(id, onAwaited);
  }

  override get label() {
    return `SubOrchestration '${this.child.name}'`;
  }

  override describe() {
    return { kind: 'subOrchestration' as const, taskId: this.id, ...this.child };
  }
}

export class TimerTask extends ScheduledTask<void> {
  #isCanceled = false;

  constructor(
    id: number,
    /** In epoch milliseconds. */
    public fireAt: number,
    onAwaited: OnAwaited,
    private readonly onCancel: (timer: TimerTask) => void,
  ) {
    super(id, onAwaited);
  }

  get isCanceled(): boolean {
    return this.#isCanceled;
  }

  override get label() {
    return 'Timer';
  }

  get cancellation() {
    return { type: 'TimerCanceled' as const, taskId: this.id };
  }

  /** The timer will not fire. Does nothing where it has fired or was canceled before. */
  cancel(): void {
    if (this.isCompleted || this.#isCanceled) return;
    this.#isCanceled = true;
    this.onCancel(this);
  }

  override describe() {
    return { kind: 'timer' as const, taskId: this.id, fireAt: toDate(this.fireAt).toISOString() };
  }
}

export class EventTask<T> extends ScheduledTask<T> {
  constructor(
    id: number,
    readonly name: string,
    readonly question: string | undefined,
    onAwaited: OnAwaited,
  ) {
    super(id, onAwaited);
  }

  override get label() {
    return `Event '${this.name}'`;
  }

  get cancellation() {
    return { type: 'EventWaitCanceled' as const, taskId: this.id };
  }

  override describe() {
    const leaf = { kind: 'event' as const, taskId: this.id, name: this.name };
    return this.question === undefined ? leaf : { ...leaf, question: this.question };
  }
}

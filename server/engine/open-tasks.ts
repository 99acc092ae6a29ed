/** The tasks of one instance that have not ended, by id, and the external events that some of them wait for. */
import { ExternalEvents, type RaisedEvent } from './external-events';
import { EventTask, type ScheduledTask, SubOrchestrationTask } from './scheduled-task';

export class OpenTasks {
  readonly #tasks = new Map<number, ScheduledTask<unknown>>();
  readonly #events = new ExternalEvents();

  get size(): number {
    return this.#tasks.size;
  }

  ids(): Iterable<number> {
    return this.#tasks.keys();
  }

  get(taskId: number): ScheduledTask<unknown> | undefined {
    return this.#tasks.get(taskId);
  }

  /** The ids of the sub-orchestrations that have not ended. */
  children(): string[] {
    const tasks = [...this.#tasks.values()];
    return tasks.flatMap((task) => (task instanceof SubOrchestrationTask ? [task.child.instanceId] : []));
  }

  /** The events that no task took. */
  keptEvents(): RaisedEvent[] {
    return this.#events.kept();
  }

  get keptEventCount(): number {
    return this.#events.keptCount;
  }

  isWaitingFor(name: string, taskId: number): boolean {
    return this.#events.isWaiting(name, taskId);
  }

  /** Opens a task. Gives the event that ends it at once, where one was kept. */
  open(task: ScheduledTask<unknown>): RaisedEvent | undefined {
    const event = task instanceof EventTask ? this.#events.take(task) : undefined;
    if (event === undefined) this.#tasks.set(task.id, task);
    return event;
  }

  /** Closes a task; undefined where it is not open. */
  close(taskId: number): ScheduledTask<unknown> | undefined {
    const task = this.#tasks.get(taskId);
    if (task !== undefined) this.#tasks.delete(taskId);
    return task;
  }

  /** Closes the task that an event goes to; undefined where nothing waits for it. */
  closeByEvent(event: RaisedEvent): EventTask<unknown> | undefined {
    const task = this.#events.give(event);
    if (task !== undefined) this.#tasks.delete(task.id);
    return task;
  }

  /** Closes a task that nobody waits for any more: no event goes to it. */
  cancel(task: ScheduledTask<unknown>): void {
    this.#tasks.delete(task.id);
    if (task instanceof EventTask) this.#events.forget(task);
  }

  clear(): void {
    this.#tasks.clear();
  }
}

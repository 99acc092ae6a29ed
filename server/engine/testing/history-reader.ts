/** Finds tasks and their ends in a history. */
import type { HistoryEvent } from '../history';

type Type = HistoryEvent['type'];
type Of<T extends Type> = Extract<HistoryEvent, { type: T }>;

/** Not yet, as far as this history goes. */
export const NEVER = Number.POSITIVE_INFINITY;

export class HistoryReader {
  constructor(private readonly history: readonly HistoryEvent[]) {}

  all<T extends Type>(type: T): Of<T>[] {
    return this.history.filter((event): event is Of<T> => event.type === type);
  }

  /** The first event of one of these types for a task. */
  endOf<T extends Type>(taskId: number, ...types: T[]): Of<T> | undefined {
    return this.history.find(
      (event): event is Of<T> => types.includes(event.type as T) && 'taskId' in event && event.taskId === taskId,
    );
  }

  /** When a timer fired, by its position; `NEVER` for none. */
  firedAt(taskId: number): number {
    return this.endOf(taskId, 'TimerFired')?.seq ?? NEVER;
  }

  /** When the instance was asked to end, by its position. */
  get canceledAt(): number {
    return this.all('ExecutionCancelRequested')[0]?.seq ?? NEVER;
  }

  /** The time at which the code saw what came in at this position: that of its turn, or of the one that resumed the instance. */
  appliedAt(position: number): string {
    const later = this.history.slice(position + 1);
    const before = this.history.slice(0, position).findLast(isPause);
    const resumed =
      before?.type === 'ExecutionSuspended' ? later.find(({ type }) => type === 'ExecutionResumed') : undefined;
    return new Date((resumed ?? this.history[position])?.at ?? 0).toISOString();
  }
}

function isPause({ type }: HistoryEvent): boolean {
  return type === 'ExecutionSuspended' || type === 'ExecutionResumed';
}

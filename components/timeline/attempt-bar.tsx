import { clsx } from 'clsx';
import { placeSpan } from './bar.model';
import type { Lane } from './lane';
import type { Attempt, TaskGroup } from './task-group';
import { inkOf, isWait } from './timeline-look';

type Props = Lane & { attempt: Attempt; task: TaskGroup };

const bar = '-translate-y-1/2 absolute top-1/2 h-3 rounded-[3px]';

/**
 * One attempt: faint while it was queued, full while it ran or held its locks. Waits are faint all along, and hatched for
 * a person.
 */
export function AttemptBar({ attempt, task, scale, now, laneWidth }: Props) {
  const { startedAt, endedAt, outcome } = attempt;
  const to = endedAt ?? now;
  const whole = placeSpan(scale, startedAt, to, laneWidth);
  const ran = placeSpan(scale, ranFrom(attempt, task, to), to, laneWidth);
  const onlyWaits = isWait(task) || (task.kind === 'lock' && task.grantedAt === null);
  return (
    <span className={inkOf({ ...task, outcome })}>
      <span className={clsx(bar, task.question ? 'hatched' : 'bg-current opacity-25')} style={whole} />
      {!onlyWaits && <span className={clsx(bar, 'bg-current')} style={ran} />}
      {onlyWaits && endedAt !== null && (
        <span className={clsx(bar, 'w-0.5 bg-current')} style={{ left: whole.left + whole.width - 2 }} />
      )}
    </span>
  );
}

/** From when on the bar is full. */
export function ranFrom({ startedAt, ranMs }: Attempt, { grantedAt }: TaskGroup, to: number): number {
  if (grantedAt !== null) return grantedAt;
  return ranMs === null ? startedAt : Math.max(startedAt, to - ranMs);
}

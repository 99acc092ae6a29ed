import { clsx } from 'clsx';
import { formatDuration, formatGrowingDuration } from '../time/duration.model';
import { placeLabel, placeSpan } from './bar.model';
import { BarLabel } from './bar-label';
import type { Scale } from './scale.model';
import type { Attempt, TaskGroup } from './task-group';
import { inkOf } from './timeline-look';

export type Lane = { scale: Scale; now: number; laneWidth: number };

type Props = Lane & { task: TaskGroup };

/** A task's attempts as bars: faint while queued, full while it ran; dashed into the future while it waits for a timer. */
export function TaskBar({ task, scale, now, laneWidth }: Props) {
  const whole = placeSpan(scale, task.startedAt, task.endedAt ?? now, laneWidth);
  const text = labelOf(task, now);
  const runsOn = task.outcome === 'open' && (task.kind === 'timer' || task.kind === 'event');
  return (
    <span className={clsx('block h-full', inkOf(task))}>
      {task.attempts.map((attempt) => (
        <AttemptBar
          key={attempt.startSeq}
          attempt={attempt}
          task={task}
          scale={scale}
          now={now}
          laneWidth={laneWidth}
        />
      ))}
      {runsOn && (
        <span
          aria-hidden
          className="-translate-y-1/2 absolute top-1/2 h-0 border-current border-t border-dashed opacity-60"
          style={{ left: whole.left + whole.width, right: 0 }}
        />
      )}
      <BarLabel text={text} span={whole} side={placeLabel(text, whole, laneWidth)} />
    </span>
  );
}

function AttemptBar({ attempt, task, scale, now, laneWidth }: Props & { attempt: Attempt }) {
  const to = attempt.endedAt ?? now;
  const whole = placeSpan(scale, attempt.startedAt, to, laneWidth);
  const ran =
    attempt.ranMs === null ? whole : placeSpan(scale, Math.max(attempt.startedAt, to - attempt.ranMs), to, laneWidth);
  const isWait = task.kind === 'timer' || task.kind === 'event';
  return (
    <span className={inkOf({ ...task, outcome: attempt.outcome })}>
      <span
        className={clsx(
          '-translate-y-1/2 absolute top-1/2 h-3 rounded-[3px]',
          task.question ? 'hatched' : 'bg-current opacity-25',
        )}
        style={whole}
      />
      {!isWait && (
        <span
          className={clsx(
            '-translate-y-1/2 absolute top-1/2 h-3 rounded-[3px] bg-current',
            attempt.outcome === 'open' ? 'opacity-70' : 'opacity-90',
          )}
          style={ran}
        />
      )}
      {isWait && attempt.endedAt !== null && (
        <span
          className="-translate-y-1/2 absolute top-1/2 h-3 w-0.5 rounded-full bg-current"
          style={{ left: whole.left + whole.width - 2 }}
        />
      )}
    </span>
  );
}

function labelOf({ startedAt, endedAt, outcome, actor, attempts }: TaskGroup, now: number): string {
  const length = endedAt === null ? formatGrowingDuration(now - startedAt) : formatDuration(endedAt - startedAt);
  const tries = attempts.length > 1 ? ` · ${attempts.length} attempts` : '';
  const by = actor !== null && outcome === 'done' ? ` · ${actor.name}` : '';
  return length + tries + by;
}

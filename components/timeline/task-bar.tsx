import { clsx } from 'clsx';
import { formatDuration, formatGrowingDuration } from '../time/duration.model';
import { AttemptBar, ranFrom } from './attempt-bar';
import { labelWidth, placeLabel, placeSpan, type Span } from './bar.model';
import { BarLabel } from './bar-label';
import type { Lane } from './lane';
import type { TaskGroup } from './task-group';
import { inkOf, isWait } from './timeline-look';

/** A task's attempts as bars, with what they took; dashed into the future while it waits. */
export function TaskBar({ task, ...lane }: Lane & { task: TaskGroup }) {
  const { scale, now, laneWidth } = lane;
  const bar = placeSpan(scale, task.startedAt, task.endedAt ?? now, laneWidth);
  const text = labelOf(task, now);
  const waits = isWait(task);
  const { left, isInside } = placeLabel(text, bar, labelRoom(task, lane));
  return (
    <span className={clsx('block h-full', inkOf(task))}>
      {task.attempts.map((attempt) => (
        <AttemptBar key={attempt.startSeq} attempt={attempt} task={task} {...lane} />
      ))}
      {waits && task.outcome === 'open' && <ToCome from={isInside ? bar.left + bar.width : left + labelWidth(text)} />}
      <BarLabel text={text} left={left} ink={!isInside ? 'text-muted' : waits ? 'text-ink' : 'text-panel'} />
    </span>
  );
}

/** The part of the bar that is of one colour, and so can hold a label. */
function labelRoom(task: TaskGroup, { scale, now, laneWidth }: Lane): Span | null {
  const { attempts, question, endedAt } = task;
  if (attempts.length > 1 || question !== null) return null;
  const to = endedAt ?? now;
  return placeSpan(scale, ranFrom(attempts[0], task, to), to, laneWidth);
}

/** The time that is still to come. */
function ToCome({ from }: { from: number }) {
  return (
    <span
      aria-hidden
      className="-translate-y-1/2 -right-28 absolute top-1/2 h-0 border-current border-t border-dashed opacity-60 phone:-right-16"
      style={{ left: from }}
    />
  );
}

function labelOf({ kind, startedAt, endedAt, outcome, actor, attempts }: TaskGroup, now: number): string {
  if (kind === 'message') return 'sent';
  if (kind === 'command') return actor === null ? 'given' : `by ${actor.name}`;
  const length = endedAt === null ? formatGrowingDuration(now - startedAt) : formatDuration(endedAt - startedAt);
  const tries = attempts.length > 1 ? ` · ${attempts.length} attempts` : '';
  const by = actor !== null && outcome === 'done' ? ` · ${actor.name}` : '';
  return length + tries + by;
}

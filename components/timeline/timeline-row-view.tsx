import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { FanBar } from './fan-bar';
import type { Scale } from './scale.model';
import { TaskBar } from './task-bar';
import { iconOf, inkOf, KIND_WORDS, laneRoom, outcomeWord, ROW_PX, timelineColumns } from './timeline-look';
import type { TimelineRow } from './timeline-rows.model';

type Props = {
  row: TimelineRow;
  index: number;
  top: number;
  scale: Scale;
  now: number;
  laneWidth: number;
  isSelected: boolean;
  isActive: boolean;
};

/** One row: what it is at the left, when it was at the right. */
export const TimelineRowView = memo(function TimelineRowView({
  row,
  index,
  top,
  scale,
  now,
  laneWidth,
  isSelected,
  isActive,
}: Props) {
  const isFan = row.type === 'fan';
  const task = isFan ? row.fan : row.task;
  const depth = isFan ? 0 : row.depth;
  const Icon = iconOf(task);
  const lane = { scale, now, laneWidth };
  return (
    <tr
      data-row={index}
      aria-rowindex={index + 2}
      aria-level={depth + 1}
      aria-selected={isSelected}
      {...(isFan && { 'aria-expanded': row.expanded })}
      tabIndex={isActive ? 0 : -1}
      className={clsx(
        timelineColumns,
        'absolute inset-x-0 cursor-pointer items-center overflow-hidden outline-none focus-visible:ring-2 focus-visible:ring-accent-text focus-visible:ring-inset',
        isSelected ? 'bg-selected' : 'hover:bg-hover/70',
      )}
      style={{ top, height: ROW_PX }}
    >
      <td className={clsx('flex min-w-0 items-center gap-2 pr-2', depth === 0 ? 'pl-4' : 'pl-9')}>
        {isFan && (
          <ChevronRight
            aria-hidden
            className={clsx('-ml-1 size-3.5 shrink-0 text-faint transition-transform', row.expanded && 'rotate-90')}
          />
        )}
        <Icon aria-hidden className={clsx('size-3.5 shrink-0', inkOf(task))} />
        <span className="truncate">{task.name}</span>
        {isFan && <span className="shrink-0 text-muted">×{row.fan.members.length.toLocaleString('en')}</span>}
        <span className="sr-only">
          {KIND_WORDS[task.kind]}, {outcomeWord(task)}
        </span>
      </td>
      <td className={clsx('relative h-full', laneRoom)}>
        {isFan ? <FanBar fan={row.fan} {...lane} /> : <TaskBar task={row.task} {...lane} />}
      </td>
    </tr>
  );
});

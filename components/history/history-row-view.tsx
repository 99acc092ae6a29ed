import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { memo, type Ref } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { formatDuration } from '../time/duration.model';
import { eventInk } from './event-ink';
import { EventTime } from './event-time';
import { historyColumns, wideOnly, widestOnly } from './history-columns';
import { HistoryEventDetails } from './history-event-details';
import type { HistoryRow } from './history-rows.model';

type Props = {
  ref: Ref<HTMLTableRowElement>;
  index: number;
  top: number;
  row: HistoryRow;
  instance: InstanceDetails;
  isOpen: boolean;
  /** Unfolds the event with that number, or with null folds all. */
  onOpen: (seq: number | null) => void;
};

/** One event. Pressing it unfolds what it holds. */
export const HistoryRowView = memo(function HistoryRowView({ ref, index, top, row, instance, isOpen, onOpen }: Props) {
  const { event, name, opensTurn, sinceMs } = row;
  const { seq, turn, type, taskId, durationMs, callSite, actor } = event;
  return (
    <tr
      ref={ref}
      data-index={index}
      aria-rowindex={index + 2}
      className={clsx(
        historyColumns,
        'absolute inset-x-0 border-t',
        opensTurn && index > 0 ? 'border-line-strong' : 'border-transparent',
        !isOpen && 'hover:bg-hover',
      )}
      style={{ top }}
    >
      <td className={clsx(wideOnly, 'font-mono text-faint')}>{seq}</td>
      <td className="font-mono text-muted phone:hidden">{opensTurn && turn}</td>
      <td className="flex justify-between gap-2 pr-3 text-muted phone:pr-0 phone:order-2 phone:flex-col phone:items-end phone:gap-0">
        <EventTime at={event.at} sinceMs={sinceMs} />
      </td>
      <td className="flex min-w-0 items-center gap-2 phone:order-1 phone:flex-wrap phone:gap-y-0">
        <span aria-hidden className={clsx('size-1.5 shrink-0 rounded-[2px] bg-current', eventInk(type))} />
        <span className="truncate font-medium">{type}</span>
        <span className="truncate text-muted md:hidden">{name}</span>
      </td>
      <td className={clsx('truncate phone:hidden', event.name === null && 'text-muted')}>
        {name}
        {actor !== null && <span className="text-muted"> by {actor.name}</span>}
      </td>
      <td className={clsx(wideOnly, 'font-mono text-muted')}>{taskId !== null && `#${taskId}`}</td>
      <td className={clsx(wideOnly, 'text-right font-mono text-muted')}>
        {durationMs !== null && formatDuration(durationMs)}
      </td>
      <td title={callSite ?? undefined} className={clsx(widestOnly, 'truncate pl-3 font-mono text-muted')}>
        {callSite}
      </td>
      <td className="flex h-[31px] items-center phone:order-3 phone:h-12">
        <UnfoldButton label={`Event ${seq}, ${type}`} isOpen={isOpen} onPress={() => onOpen(isOpen ? null : seq)} />
      </td>
      {isOpen && (
        <td className="relative order-last col-span-full">
          <HistoryEventDetails event={event} instance={instance} />
        </td>
      )}
    </tr>
  );
});

type UnfoldProps = { label: string; isOpen: boolean; onPress: () => void };

/** Lies over the whole line, so that a press anywhere on it unfolds it. */
function UnfoldButton({ label, isOpen, onPress }: UnfoldProps) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={label}
      onClick={onPress}
      className="grid size-6 place-items-center rounded-sm text-faint outline-none after:absolute after:inset-x-0 after:top-0 after:h-[31px] focus-visible:after:outline-2 focus-visible:after:outline-accent-text focus-visible:after:-outline-offset-2 phone:after:h-12"
    >
      <ChevronRight aria-hidden className={clsx('size-3.5 transition-transform', isOpen && 'rotate-90')} />
    </button>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { RUNTIME_STATUSES, type RuntimeStatus } from '@/contract/runtime-status';
import { usePolling } from '../live/use-polling';
import { statusCountsQuery } from '../queries/status-counts-query';
import { STATUS_APPEARANCE } from '../status/status-appearance';
import { cappedCount } from './capped-count.model';
import { toggleStatus } from './status-parameter.model';
import { toInstanceFilter } from './to-instance-filter.model';
import type { ListFilterState } from './use-list-filter';

const POLL_MS = 5000;

/** Statuses that are rare, and shown only where there are such instances. */
const RARE: readonly RuntimeStatus[] = ['ContinuedAsNew', 'Canceled', 'Suspended'];

/** One chip for each status with how many instances have it; pressed chips combine with *or*. */
export function StatusChips({ list }: { list: ListFilterState }) {
  const { status: chosen } = list.filter;
  const { data } = useQuery({
    ...statusCountsQuery(toInstanceFilter({ ...list.filter, status: [] })),
    refetchInterval: usePolling(POLL_MS),
  });
  const isShown = (status: RuntimeStatus) =>
    !RARE.includes(status) || chosen.includes(status) || (data?.counts[status] ?? 0) > 0;
  return (
    <fieldset className="flex items-center gap-1 md:flex-wrap">
      <legend className="sr-only">Status</legend>
      {RUNTIME_STATUSES.filter(isShown).map((status) => (
        <StatusChip
          key={status}
          status={status}
          count={data === undefined ? null : cappedCount(data.counts[status] ?? 0, data.cap)}
          pressed={chosen.includes(status)}
          onPress={() => list.refine({ status: toggleStatus(chosen, status) })}
        />
      ))}
    </fieldset>
  );
}

type ChipProps = { status: RuntimeStatus; count: string | null; pressed: boolean; onPress: () => void };

function StatusChip({ status, count, pressed, onPress }: ChipProps) {
  const { label, Icon, ink } = STATUS_APPEARANCE[status];
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={clsx(
        'flex h-7 shrink-0 items-center gap-1.5 rounded-md border px-2 text-xs transition-colors phone:h-11 phone:px-3',
        pressed
          ? 'border-accent-text bg-accent-soft font-medium text-ink'
          : 'border-transparent text-muted hover:bg-hover hover:text-ink',
      )}
    >
      <Icon aria-hidden strokeWidth={2.25} className={clsx('size-3.5', ink)} />
      {label}
      {count !== null && <span className="text-faint">{count}</span>}
    </button>
  );
}

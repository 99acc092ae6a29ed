'use client';

import { useMemo, useState } from 'react';
import type { HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';
import { inputStyle } from '../ui/input-style';
import { Skeleton } from '../ui/skeleton';
import { historyRows, matchingRows } from './history-rows.model';
import { HistoryTable } from './history-table';

type Props = { instance: InstanceDetails; events: HistoryEventView[] | undefined };

/** Every event of the current generation, in the order in which it happened. */
export function HistoryTab({ instance, events }: Props) {
  const [text, setText] = useState('');
  const rows = useMemo(() => historyRows(events ?? []), [events]);
  const matching = useMemo(() => matchingRows(rows, text), [rows, text]);
  if (events === undefined) return <Skeleton className="m-4 h-40" />;
  const count = matching.length === rows.length ? rows.length : `${matching.length} of ${rows.length}`;
  return (
    <>
      <div className="flex min-h-10 items-center gap-3 px-4 py-1">
        <p role="status" className="mr-auto text-faint text-xs">
          {count.toLocaleString('en')} {rows.length === 1 ? 'event' : 'events'}
        </p>
        <input
          type="search"
          aria-label="Filter events"
          placeholder="Filter by type, name, #task"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={`${inputStyle} h-7 w-56! py-0! text-xs! phone:h-11`}
        />
      </div>
      <HistoryTable instance={instance} rows={matching} />
    </>
  );
}

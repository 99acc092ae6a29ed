'use client';

import { clsx } from 'clsx';
import { useRef, useState } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { usePageVirtualizer } from '../ui/use-page-virtualizer';
import { historyColumns, wideOnly, widestOnly } from './history-columns';
import { HistoryRowView } from './history-row-view';
import type { HistoryRow } from './history-rows.model';

const ROW_PX = 32;

const COLUMNS: readonly { name: string; className?: string }[] = [
  { name: '#', className: wideOnly },
  { name: 'Turn' },
  { name: 'Time' },
  { name: 'Event' },
  { name: 'Name' },
  { name: 'Task', className: wideOnly },
  { name: 'Took', className: clsx(wideOnly, 'text-right') },
  { name: 'Called at', className: clsx(widestOnly, 'pl-3') },
];

type Props = { instance: InstanceDetails; rows: readonly HistoryRow[] };

/** The table of events. Only the rows in view are drawn; a press on one unfolds it. */
export function HistoryTable({ instance, rows }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [open, setOpen] = useState<number | null>(null);
  const virtualizer = usePageVirtualizer({
    list: body,
    count: rows.length,
    rowHeight: ROW_PX,
    keyOf: (index) => rows[index]?.event.seq ?? index,
  });
  const offset = virtualizer.options.scrollMargin;
  return (
    <table aria-label="History" aria-rowcount={rows.length + 1} className="block text-xs">
      <thead className="sticky top-10 z-10 block border-y bg-panel phone:hidden">
        <tr className={clsx(historyColumns, 'h-8')}>
          {COLUMNS.map(({ name, className }) => (
            <th key={name} scope="col" className={clsx('caps text-left', className)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} className="relative block border-b" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <HistoryRowView
              key={key}
              ref={virtualizer.measureElement}
              index={index}
              top={start - offset}
              row={row}
              instance={instance}
              isOpen={row.event.seq === open}
              onOpen={setOpen}
            />
          );
        })}
      </tbody>
    </table>
  );
}

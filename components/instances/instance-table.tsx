'use client';

import { clsx } from 'clsx';
import type { Ref } from 'react';
import type { InstanceSummary } from '@/contract/instance';
import { COLUMN_NAMES, instanceColumns } from './instance-columns';
import { InstanceRow } from './instance-row';
import { useRowFocus } from './use-row-focus';

type Props = { instances: readonly InstanceSummary[]; ref: Ref<HTMLTableElement>; label?: string };

/** The rows of one page. `j` and `k` move between them, Enter opens one. */
export function InstanceTable({ instances, ref, label = 'Instances' }: Props) {
  const rows = useRowFocus();
  return (
    <table aria-label={label} ref={ref} className="block text-xs">
      <thead className="sticky top-0 z-10 block bg-panel phone:hidden">
        <tr className={clsx(instanceColumns, 'h-8 border-y')}>
          {COLUMN_NAMES.map((name) => (
            <th
              key={name}
              scope="col"
              className={clsx(
                'caps text-left',
                name === 'Duration' && 'text-right',
                name === 'Instance' && 'max-lg:hidden',
                name === 'Waiting on' && 'pl-4',
              )}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={rows} className="block">
        {instances.map((instance) => (
          <InstanceRow key={instance.instanceId} instance={instance} />
        ))}
      </tbody>
    </table>
  );
}

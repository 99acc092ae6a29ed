'use client';

import { clsx } from 'clsx';
import type { Ref } from 'react';
import type { InstanceSummary } from '@/contract/instance';
import { SelectBox } from '../bulk/select-box';
import type { SelectionState } from '../bulk/use-selection';
import { COLUMN_NAMES, instanceColumns, SELECTABLE } from './instance-columns';
import { InstanceRow } from './instance-row';
import { useRowFocus } from './use-row-focus';

type Props = {
  instances: readonly InstanceSummary[];
  ref: Ref<HTMLTableElement>;
  label?: string;
  /** Lets rows be selected. */
  selection?: SelectionState | undefined;
};

/** The rows of one page. `j` and `k` move between them, Enter opens one. */
export function InstanceTable({ instances, ref, label = 'Instances', selection }: Props) {
  const rows = useRowFocus();
  return (
    <table aria-label={label} ref={ref} className="block text-xs">
      <thead className="sticky top-0 z-10 block bg-panel phone:hidden">
        <tr className={clsx(instanceColumns, 'relative h-8 border-y', selection && SELECTABLE)}>
          {COLUMN_NAMES.map((name, index) => (
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
              {index === 0 && selection && (
                <SelectBox
                  label="Select every row"
                  checked={
                    selection.selection.isAll || instances.every(({ instanceId }) => selection.isSelected(instanceId))
                  }
                  mixed={isPartly(instances, selection)}
                  onToggle={selection.togglePage}
                />
              )}
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={rows} className="block">
        {instances.map((instance) => (
          <InstanceRow key={instance.instanceId} instance={instance} selection={selection} />
        ))}
      </tbody>
    </table>
  );
}

function isPartly(instances: readonly InstanceSummary[], { isSelected }: SelectionState): boolean {
  const selected = instances.filter(({ instanceId }) => isSelected(instanceId)).length;
  return selected > 0 && selected < instances.length;
}

'use client';

import { Ellipsis, X } from 'lucide-react';
import { useState } from 'react';
import type { BatchOperation, BatchTargets } from '@/contract/batch';
import type { InstanceFilter } from '@/contract/instance-filter';
import { Button } from '../ui/button';
import { Menu, MenuItem } from '../ui/menu';
import { BulkDialog } from './bulk-dialog';
import { BULK_LOOK } from './bulk-operation';
import type { SelectionState } from './use-selection';

const FIRST: readonly BatchOperation[] = ['terminate', 'suspend', 'resume', 'rewind'];
const MORE: readonly BatchOperation[] = ['cancel', 'raiseEvent', 'restart', 'purge'];

type Props = {
  state: SelectionState;
  filter: InstanceFilter;
  /** How many the filter lets through, as it is said: `12` or `10,000+`. Null while nobody knows. */
  total: string | null;
};

/** What can be done with the rows that are selected. */
export function BulkBar({ state, filter, total }: Props) {
  const [operation, setOperation] = useState<BatchOperation | null>(null);
  const { selection, selectAll, clear } = state;
  const count = selection.ids.size;
  const said = selection.isAll ? `All ${total ?? ''} that match` : `${count.toLocaleString('en')} selected`;
  const targets: Omit<BatchTargets, 'operation'> = selection.isAll ? { filter } : { instanceIds: [...selection.ids] };
  if (count === 0 && !selection.isAll) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selected instances"
      className="sticky top-0 z-20 flex flex-wrap items-center gap-1.5 border-t bg-accent-soft px-4 py-1.5"
    >
      <span role="status" className="mr-1 font-medium text-xs">
        {said}
      </span>
      {!selection.isAll && (
        <Button intent="quiet" onClick={selectAll}>
          Select all{total === null ? '' : ` ${total}`} that match
        </Button>
      )}
      <span className="flex-1 phone:basis-full phone:h-0" />
      {FIRST.map((each) => {
        const { label, icon: Icon } = BULK_LOOK[each];
        return (
          <Button key={each} onClick={() => setOperation(each)}>
            <Icon aria-hidden />
            {label}
          </Button>
        );
      })}
      <Menu
        trigger={
          <Button size="icon" aria-label="More for the selected">
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        {MORE.map((each) => (
          <MenuItem key={each} {...BULK_LOOK[each]} onSelect={() => setOperation(each)} />
        ))}
      </Menu>
      <Button intent="quiet" size="icon" aria-label="Clear the selection" onClick={clear}>
        <X aria-hidden />
      </Button>
      {operation !== null && (
        <BulkDialog
          targets={{ operation, ...targets }}
          onClose={() => setOperation(null)}
          onDone={() => {
            setOperation(null);
            clear();
          }}
        />
      )}
    </div>
  );
}

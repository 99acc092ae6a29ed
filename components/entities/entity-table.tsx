'use client';

import { clsx } from 'clsx';
import type { EntitySummary } from '@/contract/entity';
import { useRowFocus } from '../instances/use-row-focus';
import { entityColumns } from './entity-columns';
import { EntityRow } from './entity-row';

const COLUMN_NAMES = ['Entity', 'Key', 'State', 'Locked by', 'Last operation'] as const;

/** The rows of one page. `j` and `k` move between them, Enter opens one. */
export function EntityTable({ entities }: { entities: readonly EntitySummary[] }) {
  const rows = useRowFocus();
  return (
    <table aria-label="Entities" className="block text-xs">
      <thead className="sticky top-0 z-10 block bg-panel phone:hidden">
        <tr className={clsx(entityColumns, 'h-8 border-y')}>
          {COLUMN_NAMES.map((name) => (
            <th
              key={name}
              scope="col"
              className={clsx('caps truncate text-left', name === 'Locked by' && 'max-lg:hidden')}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={rows} className="block">
        {entities.map((entity) => (
          <EntityRow key={entity.entityId} entity={entity} />
        ))}
      </tbody>
    </table>
  );
}

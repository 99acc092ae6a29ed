'use client';

import { clsx } from 'clsx';
import { Lock } from 'lucide-react';
import Link from 'next/link';
import type { EntitySummary } from '@/contract/entity';
import { TimeAgo } from '../time/time-ago';
import { IdLink } from '../ui/id-link';
import { pages } from '../urls';
import { entityColumns } from './entity-columns';

/** One entity. The whole row leads to it; the link to whoever has locked it lies above that. */
export function EntityRow({ entity }: { entity: EntitySummary }) {
  const { entityId, name, key, statePreview, lockedBy, waitingCount, lastOperationAt } = entity;
  return (
    <tr
      className={clsx(
        entityColumns,
        'relative h-9 border-line border-b transition-colors hover:bg-hover has-[[data-row-link]:focus-visible]:bg-selected',
        'phone:h-auto phone:gap-y-1 phone:py-2.5',
      )}
    >
      <td className="truncate text-muted">{name}</td>
      <td className="flex min-w-0">
        <Link
          data-row-link
          href={pages.entity(entityId)}
          prefetch={false}
          title={entityId}
          className="truncate font-medium font-mono text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent-text focus-visible:after:-outline-offset-2"
        >
          {key === '' ? <span className="text-faint">no key</span> : key}
        </Link>
      </td>
      <td
        className={clsx(
          'truncate phone:order-last phone:col-span-3',
          statePreview === null ? 'text-faint' : 'font-mono text-muted',
        )}
      >
        {statePreview ?? 'No state'}
      </td>
      <td className="flex min-w-0 items-center gap-1.5 max-lg:hidden">
        {lockedBy !== null && (
          <>
            <Lock aria-label="Locked by" className="size-3.5 shrink-0 text-suspended" />
            <IdLink id={lockedBy} className="relative truncate" />
            {waitingCount > 0 && <span className="shrink-0 text-faint">· {waitingCount} waiting</span>}
          </>
        )}
      </td>
      <td className="truncate text-muted phone:text-right">
        <TimeAgo at={lastOperationAt} className="relative" />
      </td>
    </tr>
  );
}

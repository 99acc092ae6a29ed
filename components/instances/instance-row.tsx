'use client';

import { clsx } from 'clsx';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { InstanceSummary } from '@/contract/instance';
import { SelectBox } from '../bulk/select-box';
import type { SelectionState } from '../bulk/use-selection';
import { StatusBadge } from '../status/status-badge';
import { LiveDuration } from '../time/live-duration';
import { TimeAgo } from '../time/time-ago';
import { Hint } from '../ui/hint';
import { pages } from '../urls';
import { WaitingOn } from '../waiting/waiting-on';
import { IdCell } from './id-cell';
import { instanceColumns, SELECTABLE } from './instance-columns';
import { StatusFlash } from './status-flash';

type Props = { instance: InstanceSummary; selection?: SelectionState | undefined };

/** One instance. The whole row leads to it; the checkbox, the copy button and the hints lie above that link. */
export function InstanceRow({ instance, selection }: Props) {
  const { instanceId, name, status, waitingOn, createdAt, updatedAt, completedAt, problem } = instance;
  return (
    <tr
      className={clsx(
        instanceColumns,
        'group/row relative h-9 border-line border-b transition-colors hover:bg-hover has-[[data-row-link]:focus-visible]:bg-selected',
        'phone:h-auto phone:gap-y-1 phone:py-2.5',
        selection && SELECTABLE,
        selection?.isSelected(instanceId) && 'bg-selected',
      )}
    >
      <td className="flex min-w-0 items-center phone:order-1 phone:col-span-2">
        {selection && (
          <SelectBox
            label={`Select ${name} ${instanceId}`}
            checked={selection.isSelected(instanceId)}
            onToggle={(isRange) => selection.toggle(instanceId, isRange)}
          />
        )}
        <StatusFlash status={status} />
        <StatusBadge status={status} waitingOn={waitingOn} className="relative min-w-0" />
      </td>
      <td className="flex min-w-0 items-center gap-1.5 phone:order-3">
        <Link
          data-row-link
          href={pages.instance(instanceId)}
          prefetch={false}
          className="truncate font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent-text focus-visible:after:-outline-offset-2"
        >
          {name}
        </Link>
        {problem !== null && (
          <Hint content={problem}>
            <TriangleAlert aria-label={problem} className="relative size-3.5 shrink-0 text-suspended" />
          </Hint>
        )}
      </td>
      <IdCell instanceId={instanceId} />
      <td className="truncate text-muted phone:order-2 phone:text-right">
        <TimeAgo at={createdAt} className="relative" />
      </td>
      <td className="text-right font-mono text-muted phone:order-5">
        <LiveDuration from={createdAt} to={completedAt} />
      </td>
      <td
        className={clsx(
          'min-w-0 pl-4 text-muted phone:order-6 phone:col-span-3 phone:pl-0',
          waitingOn === null && 'phone:hidden',
        )}
      >
        {waitingOn && <WaitingOn tree={waitingOn} since={updatedAt} />}
      </td>
    </tr>
  );
}

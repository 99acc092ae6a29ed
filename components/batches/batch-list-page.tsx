'use client';

import { useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { Batch } from '@/contract/batch';
import { BULK_LOOK } from '../bulk/bulk-operation';
import { batchListQuery } from '../queries/batch-list-query';
import { TimeAgo } from '../time/time-ago';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { Skeleton } from '../ui/skeleton';
import { pages } from '../urls';
import { BatchProgress } from './batch-progress';
import { BatchStateBadge } from './batch-state-badge';
import { sayTargets } from './say-batch.model';

/** What was and is done to many instances at once, the newest first. */
export function BatchListPage() {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const { data, error, isFetching, refetch } = useQuery(batchListQuery(cursors.at(-1) ?? null));
  if (data === undefined && error !== null) {
    return (
      <ErrorPanel
        what="The batches could not be listed"
        error={error}
        busy={isFetching}
        onRetry={() => void refetch()}
      />
    );
  }
  if (data === undefined) return <Skeleton className="m-4 h-40" />;
  if (data.batches.length === 0) {
    return (
      <EmptyState icon={ListChecks} title="There are no batches yet">
        <p>Select instances in the list to act on many at once. What is done to them is shown here.</p>
      </EmptyState>
    );
  }
  const { next } = data;
  return (
    <div className="flex min-h-full flex-col">
      <ul aria-label="Batches" className="border-t">
        {data.batches.map((batch) => (
          <BatchRow key={batch.batchId} batch={batch} />
        ))}
      </ul>
      {(next !== null || cursors.length > 0) && (
        <nav
          aria-label="Pages of batches"
          className="sticky bottom-0 mt-auto flex justify-end gap-1.5 border-t bg-panel px-4 py-2"
        >
          <Button intent="quiet" disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
            Newer
          </Button>
          <Button
            intent="quiet"
            disabled={next === null}
            onClick={() => next !== null && setCursors([...cursors, next])}
          >
            Older
          </Button>
        </nav>
      )}
    </div>
  );
}

function BatchRow({ batch }: { batch: Batch }) {
  const { label, icon: Icon } = BULK_LOOK[batch.operation];
  return (
    <li className="relative grid grid-cols-[7rem_9rem_minmax(0,1.4fr)_minmax(0,1fr)_6rem] items-center gap-x-4 border-b px-4 py-2.5 text-xs hover:bg-hover phone:grid-cols-[1fr_auto] phone:gap-y-1.5">
      <BatchStateBadge state={batch.state} />
      <Link
        href={pages.batch(batch.batchId)}
        prefetch={false}
        className="flex items-center gap-1.5 font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent-text focus-visible:after:-outline-offset-2"
      >
        <Icon aria-hidden className="size-3.5 text-muted" />
        {label}
      </Link>
      <span className="min-w-0 phone:col-span-2">
        <span className="block truncate text-ink">{sayTargets(batch)}</span>
        <span className="block truncate text-faint">{batch.reason}</span>
      </span>
      <span className="min-w-0 phone:col-span-2">
        <BatchProgress batch={batch} />
      </span>
      <span className="text-right text-muted phone:text-left">
        <TimeAgo at={batch.createdAt} className="relative" />
      </span>
    </li>
  );
}

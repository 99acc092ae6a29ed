'use client';

import { useQuery } from '@tanstack/react-query';
import type { Batch } from '@/contract/batch';
import { BULK_LOOK } from '../bulk/bulk-operation';
import { batchQuery } from '../queries/batch-query';
import { LiveDuration } from '../time/live-duration';
import { TimeAgo } from '../time/time-ago';
import { ErrorPanel } from '../ui/error-panel';
import { Skeleton } from '../ui/skeleton';
import { BatchActions } from './batch-actions';
import { BatchProblems } from './batch-problems';
import { BatchProgress } from './batch-progress';
import { BatchStateBadge } from './batch-state-badge';
import { sayTargets } from './say-batch.model';

/** One batch: how far it has come, what it left out, and the means to stop it. */
export function BatchPage({ batchId }: { batchId: string }) {
  const { data: batch, error, isFetching, refetch } = useQuery(batchQuery(batchId));
  if (batch === undefined && error !== null) {
    return (
      <ErrorPanel what="The batch could not be read" error={error} busy={isFetching} onRetry={() => void refetch()} />
    );
  }
  if (batch === undefined) return <Skeleton className="m-4 h-40" />;
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-5 px-4 py-5">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1">
          <h1 className="font-semibold text-lg">
            {BULK_LOOK[batch.operation].label}
            {batch.eventName !== null && ` ${batch.eventName}`}
          </h1>
          <p className="break-words text-muted text-sm">{sayTargets(batch)}</p>
        </div>
        <BatchActions batch={batch} />
      </header>
      <BatchProgress batch={batch} />
      <Facts batch={batch} />
      <BatchProblems batch={batch} />
    </div>
  );
}

function Facts({ batch }: { batch: Batch }) {
  const { state, done, skipped, failed, reason, actor, createdAt, endedAt } = batch;
  const count = (value: number) => <span className="tabular-nums">{value.toLocaleString('en')}</span>;
  const facts = [
    ['State', <BatchStateBadge key="state" state={state} />],
    ['Done', count(done)],
    ['Left out', count(skipped)],
    ['Failed', count(failed)],
    ['Began', <TimeAgo key="began" at={createdAt} />],
    ['Duration', <LiveDuration key="duration" from={createdAt} to={endedAt} />],
    ['By', `${actor.name}, ${actor.via}`],
    ['Reason', reason],
  ] as const;
  return (
    <dl className="grid grid-cols-4 gap-x-6 gap-y-3 border-y py-4 text-sm phone:grid-cols-2">
      {facts.map(([label, value]) => (
        <div key={label} className="min-w-0">
          <dt className="caps">{label}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

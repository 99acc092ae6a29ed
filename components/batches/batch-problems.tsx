'use client';

import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import type { Batch } from '@/contract/batch';
import { useCreateBatch } from '../bulk/use-create-batch';
import { batchProblemsQuery } from '../queries/batch-problems-query';
import { Button } from '../ui/button';
import { ErrorPanel } from '../ui/error-panel';
import { IdLink } from '../ui/id-link';

/** The instances that were left out or failed, each with the reason and a way to it. */
export function BatchProblems({ batch }: { batch: Batch }) {
  const { batchId, skipped, failed, endedAt, operation, reason } = batch;
  const { data, error, refetch } = useQuery(batchProblemsQuery(batchId, skipped + failed));
  const again = useCreateBatch(() => undefined);
  if (error !== null)
    return <ErrorPanel what="The instances could not be listed" error={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.problems.length === 0) return null;
  const failedIds = data.problems.flatMap(({ outcome, instanceId }) => (outcome === 'failed' ? [instanceId] : []));
  // An event's data is not shown with its batch, so that it cannot be raised again from here.
  const canTryAgain = endedAt !== null && failedIds.length > 0 && operation !== 'raiseEvent';
  return (
    <section aria-labelledby="problems">
      <div className="mb-2 flex items-center gap-3">
        <h2 id="problems" className="flex-1 font-semibold text-base">
          Left out and failed
        </h2>
        {canTryAgain && (
          <Button busy={again.isPending} onClick={() => again.mutate({ operation, instanceIds: failedIds, reason })}>
            <RotateCcw aria-hidden />
            Try {failedIds.length.toLocaleString('en')} again
          </Button>
        )}
      </div>
      <ul className="divide-y border-y text-xs">
        {data.problems.map(({ instanceId, outcome, detail }) => (
          <li key={instanceId} className="flex flex-wrap items-center gap-x-4 gap-y-0.5 py-2">
            <span className={outcome === 'failed' ? 'w-16 text-failed' : 'w-16 text-muted'}>
              {outcome === 'failed' ? 'Failed' : 'Left out'}
            </span>
            <IdLink id={instanceId} className="w-44 truncate" />
            <span className="min-w-0 flex-1 text-muted phone:basis-full">{detail}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { functionListQuery } from '../queries/function-list-query';
import { Dialog } from '../ui/dialog';
import { ErrorPanel } from '../ui/error-panel';
import { Skeleton } from '../ui/skeleton';
import { StartForm } from './start-form';

type Props = { open: boolean; onClose: () => void; orchestrator: string | null };

/** Starts an orchestrator of this deployment. */
export function StartDialog({ open, onClose, orchestrator }: Props) {
  const { data, error, refetch } = useQuery(functionListQuery());
  return (
    <Dialog open={open} onClose={onClose} title="Start an orchestrator">
      {data !== undefined ? (
        <StartForm functions={data} chosen={orchestrator} onClose={onClose} />
      ) : error ? (
        <ErrorPanel what="The functions could not be listed" error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-72 w-full" />
      )}
    </Dialog>
  );
}

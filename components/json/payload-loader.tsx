'use client';

import { useQuery } from '@tanstack/react-query';
import { historyEventQuery } from '../queries/history-event-query';
import { Button } from '../ui/button';
import { Skeleton } from '../ui/skeleton';
import { JsonView } from './json-view';

type Props = { label: string; instanceId: string; generation: number; seq: number };

/** The payload of one history event, fetched when it is first looked at. */
export function PayloadLoader({ label, instanceId, generation, seq }: Props) {
  const { data, error, refetch } = useQuery(historyEventQuery(instanceId, generation, seq));
  if (error) {
    return (
      <p role="alert" className="flex items-center gap-2 text-failed text-xs">
        {error.message}
        <Button intent="quiet" onClick={() => void refetch()}>
          Try again
        </Button>
      </p>
    );
  }
  if (data === undefined) return <Skeleton className="h-20 w-full" />;
  if (data.payload === null || data.payload === undefined) return <p className="text-faint text-xs">None.</p>;
  return <JsonView label={label} text={data.payload} fileName={`${instanceId}-${seq}.json`} />;
}

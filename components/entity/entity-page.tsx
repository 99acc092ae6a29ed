'use client';

import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { usePolling } from '../live/use-polling';
import { entityQuery } from '../queries/entity-query';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { Skeleton } from '../ui/skeleton';
import { entityName } from '../waiting/entity-name.model';
import { EntityView } from './entity-view';
import { OperationForm } from './operation-form';

const POLL_MS = 2000;

/** One entity, or why it cannot be shown. */
export function EntityPage({ entityId }: { entityId: string }) {
  const polling = usePolling(POLL_MS);
  const { data, error, isFetching, refetch } = useQuery({ ...entityQuery(entityId), refetchInterval: polling });
  if (data !== undefined && error?.status !== 404) return <EntityView entity={data} />;
  if (error?.status === 404) return <NoSuchEntity entityId={entityId} />;
  if (error) {
    return (
      <ErrorPanel
        what="The entity could not be fetched"
        error={error}
        busy={isFetching}
        onRetry={() => void refetch()}
      />
    );
  }
  return <Skeleton className="m-4 h-40" />;
}

/** An entity comes into being by being asked something: so that can be done here too. */
function NoSuchEntity({ entityId }: { entityId: string }) {
  return (
    <EmptyState icon={SearchX} title={`${entityName(entityId)} does not exist`}>
      <p>It has no state, and nothing waits for it. An operation may give it one.</p>
      <div className="w-full text-left">
        <OperationForm entityId={entityId} />
      </div>
    </EmptyState>
  );
}

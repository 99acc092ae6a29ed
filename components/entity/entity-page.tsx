'use client';

import { useQuery } from '@tanstack/react-query';
import { InstancePageSkeleton } from '../instance/instance-page-skeleton';
import { usePolling } from '../live/use-polling';
import { entityQuery } from '../queries/entity-query';
import { ErrorPanel } from '../ui/error-panel';
import { EntityView } from './entity-view';

const POLL_MS = 2000;

/** One entity, also one that does not exist yet: it may be asked something, and come into being. */
export function EntityPage({ entityId }: { entityId: string }) {
  const polling = usePolling(POLL_MS);
  const { data, error, isFetching, refetch } = useQuery({ ...entityQuery(entityId), refetchInterval: polling });
  if (data !== undefined) return <EntityView entityId={entityId} entity={data} />;
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
  return <InstancePageSkeleton label="Loading the entity" />;
}

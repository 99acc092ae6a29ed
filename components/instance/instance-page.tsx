'use client';

import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { usePolling } from '../live/use-polling';
import { instanceQuery } from '../queries/instance-query';
import { buttonStyle } from '../ui/button-style';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { pages } from '../urls';
import { InstancePageSkeleton } from './instance-page-skeleton';
import { InstanceView } from './instance-view';

const POLL_MS = 2000;
const PREFIX_LENGTH = 8;

/** One instance, or why it cannot be shown. */
export function InstancePage({ instanceId }: { instanceId: string }) {
  const polling = usePolling(POLL_MS);
  const { data, error, isFetching, refetch } = useQuery({ ...instanceQuery(instanceId), refetchInterval: polling });
  if (data !== undefined) return <InstanceView instance={data} />;
  if (error?.status === 404) return <NoSuchInstance instanceId={instanceId} />;
  if (error) {
    return (
      <ErrorPanel
        what="The instance could not be fetched"
        error={error}
        busy={isFetching}
        onRetry={() => void refetch()}
      />
    );
  }
  return <InstancePageSkeleton />;
}

function NoSuchInstance({ instanceId }: { instanceId: string }) {
  const prefix = instanceId.slice(0, PREFIX_LENGTH);
  return (
    <EmptyState icon={SearchX} title="There is no such instance">
      <p>
        No instance has the id <span className="break-all font-mono text-ink text-xs">{instanceId}</span>. It may have
        been purged.
      </p>
      <Link href={pages.instances({ prefix })} className={buttonStyle()}>
        Search for ids that begin with {prefix}
      </Link>
    </EmptyState>
  );
}

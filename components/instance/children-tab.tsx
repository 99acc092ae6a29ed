'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { InstanceTable } from '../instances/instance-table';
import { usePolling } from '../live/use-polling';
import { childrenQuery } from '../queries/children-query';
import { Button } from '../ui/button';
import { ErrorPanel } from '../ui/error-panel';
import { Skeleton } from '../ui/skeleton';

const POLL_MS = 5000;

/** The sub-orchestrations that an instance has started, with what each one waits for. */
export function ChildrenTab({ instance }: { instance: InstanceDetails }) {
  const table = useRef<HTMLTableElement>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const polling = usePolling(POLL_MS);
  const { data, error, isFetching, refetch } = useQuery({
    ...childrenQuery(instance.instanceId, cursor),
    refetchInterval: polling,
  });
  if (data === undefined && error !== null) {
    return (
      <ErrorPanel
        what="The children could not be listed"
        error={error}
        busy={isFetching}
        onRetry={() => void refetch()}
      />
    );
  }
  if (data === undefined) return <Skeleton className="m-4 h-40" />;
  const { instances, next, previous } = data;
  if (instances.length === 0) return <p className="px-4 py-6 text-faint">It has started no sub-orchestrations.</p>;
  return (
    <>
      {/* Its first line is that of the tabs. */}
      <div className="-mt-px">
        <InstanceTable ref={table} label="Children" instances={instances} />
      </div>
      {(next !== null || previous !== null) && (
        <nav aria-label="Pages of children" className="flex justify-end gap-1.5 px-4 py-2">
          <Button intent="quiet" disabled={previous === null} onClick={() => setCursor(previous)}>
            <ChevronLeft aria-hidden />
            Newer
          </Button>
          <Button intent="quiet" disabled={next === null} onClick={() => setCursor(next)}>
            Older
            <ChevronRight aria-hidden />
          </Button>
        </nav>
      )}
    </>
  );
}

'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Boxes, ChevronRight, ChevronsLeft, SearchX } from 'lucide-react';
import type { EntityPage } from '@/contract/entity';
import { usePolling } from '../live/use-polling';
import { entityListQuery } from '../queries/entity-list-query';
import type { RequestProblem } from '../queries/request-problem';
import { useShortcut } from '../shortcuts/use-shortcut';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { PanelBoundary } from '../ui/panel-boundary';
import { ProgressLine } from '../ui/progress-line';
import { Skeleton } from '../ui/skeleton';
import { EntityFilterBar } from './entity-filter-bar';
import { EntityTable } from './entity-table';
import { type EntityFilterState, useEntityFilter } from './use-entity-filter';

const POLL_MS = 5000;

/** Every entity of the task hub, the busiest of late first, with its state. */
export function EntityListPage() {
  const list = useEntityFilter();
  const query = useQuery({ ...entityListQuery(list.filter), refetchInterval: usePolling(POLL_MS) });
  const next = query.data?.next ?? null;
  const { cursor } = list.filter;
  useShortcut('refresh', () => void query.refetch());
  useShortcut('nextPage', () => list.turnTo(next), next !== null);
  return (
    <div className="flex min-h-full flex-col">
      <ProgressLine active={query.isPlaceholderData} />
      <div className="px-4 py-3">
        <EntityFilterBar list={list} />
      </div>
      <PanelBoundary what="The list">
        <EntityResults list={list} query={query} />
      </PanelBoundary>
      {(next !== null || cursor !== null) && (
        <nav
          aria-label="Pages of entities"
          className="sticky bottom-0 mt-auto flex items-center justify-end gap-1.5 border-t bg-panel px-4 py-2"
        >
          <Button intent="quiet" disabled={cursor === null} onClick={() => list.turnTo(null)}>
            <ChevronsLeft aria-hidden />
            First
          </Button>
          <Button intent="quiet" disabled={next === null} onClick={() => list.turnTo(next)}>
            Next
            <ChevronRight aria-hidden />
          </Button>
        </nav>
      )}
    </div>
  );
}

type ResultsProps = {
  list: EntityFilterState;
  query: UseQueryResult<EntityPage, RequestProblem>;
};

/** The rows, or what there is to say in their place. */
function EntityResults({ list, query: { data, error, isFetching, refetch } }: ResultsProps) {
  if (data === undefined && error !== null) {
    return (
      <ErrorPanel
        what="The entities could not be listed"
        error={error}
        busy={isFetching}
        onRetry={() => void refetch()}
      />
    );
  }
  if (data === undefined) return <Skeleton className="m-4 h-40" />;
  if (data.entities.length > 0) return <EntityTable entities={data.entities} />;
  if (list.isFiltered || list.filter.cursor !== null) {
    return (
      <EmptyState icon={SearchX} title="No entity matches">
        <Button onClick={list.clear}>Clear the filters</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Boxes} title="There are no entities yet">
      <p>
        An entity is a small piece of state with operations. It comes into being with the first operation that gives it
        a state.
      </p>
    </EmptyState>
  );
}

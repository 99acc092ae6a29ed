'use client';

import { type RefObject, useEffect } from 'react';
import type { InstancePage } from '@/contract/instance';
import type { SelectionState } from '../bulk/use-selection';
import { ErrorPanel } from '../ui/error-panel';
import { InstanceTable } from './instance-table';
import { InstanceTableSkeleton } from './instance-table-skeleton';
import { leaveTrail } from './list-trail';
import { NoInstances } from './no-instances';
import { NoMatch } from './no-match';
import type { useHeldPage } from './use-held-page';
import type { ListFilterState } from './use-list-filter';

type Props = {
  list: ListFilterState;
  query: ReturnType<typeof useHeldPage>['query'];
  page: InstancePage | undefined;
  table: RefObject<HTMLTableElement | null>;
  selection: SelectionState;
};

/** The rows, or what there is to say in their place. */
export function InstanceResults({ list, query, page, table, selection }: Props) {
  useEffect(() => leaveTrail(page?.instances.map(({ instanceId }) => instanceId) ?? []), [page]);
  if (query.isError && (page === undefined || query.isPlaceholderData)) {
    return (
      <ErrorPanel
        what="The instances could not be listed"
        error={query.error}
        busy={query.isFetching}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (page === undefined) return <InstanceTableSkeleton />;
  if (page.instances.length > 0) return <InstanceTable ref={table} instances={page.instances} selection={selection} />;
  return list.isFiltered || list.filter.cursor !== null ? <NoMatch list={list} /> : <NoInstances />;
}

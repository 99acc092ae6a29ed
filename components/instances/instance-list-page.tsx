'use client';

import { Play } from 'lucide-react';
import { useRef } from 'react';
import { BulkBar } from '../bulk/bulk-bar';
import { useSelection } from '../bulk/use-selection';
import { useOverlays } from '../shell/overlay-context';
import { useShortcut } from '../shortcuts/use-shortcut';
import { Button } from '../ui/button';
import { PanelBoundary } from '../ui/panel-boundary';
import { ProgressLine } from '../ui/progress-line';
import { FilterBar } from './filter-bar';
import { InstanceResults } from './instance-results';
import { NewerPill } from './newer-pill';
import { Pager } from './pager';
import { toInstanceFilter } from './to-instance-filter.model';
import { useHeldPage } from './use-held-page';
import { useListFilter } from './use-list-filter';
import { useTotal } from './use-total';

/** Every instance of the task hub, newest first, with what each one waits for. */
export function InstanceListPage() {
  const list = useListFilter();
  const table = useRef<HTMLTableElement>(null);
  const { query, page, newer, isCurrent, showNewer } = useHeldPage(list.filter, table);
  const { show } = useOverlays();
  const rows = page?.instances.map(({ instanceId }) => instanceId) ?? [];
  const conditions = toInstanceFilter(list.filter);
  const selection = useSelection(rows, JSON.stringify(conditions));
  useShortcut('refresh', () => void query.refetch());
  useShortcut('showNew', showNewer, newer > 0);
  return (
    <div className="flex min-h-full flex-col">
      <ProgressLine active={query.isPlaceholderData} />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
        <FilterBar list={list} />
        <Button intent="primary" onClick={() => show({ type: 'start', orchestrator: list.filter.name })}>
          <Play aria-hidden />
          Start
        </Button>
      </div>
      <BulkBar state={selection} filter={conditions} total={useTotal(conditions)} />
      <NewerPill newer={newer} onShow={showNewer} />
      <PanelBoundary what="The list">
        <InstanceResults list={list} query={query} page={page} table={table} selection={selection} />
      </PanelBoundary>
      {page !== undefined && (
        <Pager page={page} cursor={list.filter.cursor} isCurrent={isCurrent} onTurn={list.turnTo} />
      )}
    </div>
  );
}

'use client';

import { X } from 'lucide-react';
import { Button } from '../ui/button';
import { NameFilter } from './name-filter';
import { SearchBox } from './search-box';
import { StatusChips } from './status-chips';
import type { ListFilterState } from './use-list-filter';

/** What narrows the list down, in one line. */
export function FilterBar({ list }: { list: ListFilterState }) {
  return (
    <search aria-label="Filter instances" className="flex flex-wrap items-center gap-x-2 gap-y-2 px-4 pb-3">
      <SearchBox list={list} />
      <NameFilter list={list} />
      <StatusChips list={list} />
      {list.isFiltered && (
        <Button intent="quiet" onClick={list.clear}>
          <X aria-hidden />
          Clear
        </Button>
      )}
    </search>
  );
}

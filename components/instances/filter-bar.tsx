'use client';

import { X } from 'lucide-react';
import { Button } from '../ui/button';
import { FilterTokens } from './filter-tokens';
import { MoreFilters } from './more-filters';
import { NameFilter } from './name-filter';
import { SearchBox } from './search-box';
import { StatusChips } from './status-chips';
import type { ListFilterState } from './use-list-filter';

/** What narrows the list down, in one line. */
export function FilterBar({ list }: { list: ListFilterState }) {
  return (
    <search aria-label="Filter instances" className="flex min-w-0 flex-1 flex-wrap items-center gap-2 phone:contents">
      <SearchBox list={list} />
      <div className="scrollbar-thin flex min-w-0 items-center gap-2 md:contents phone:-mx-4 phone:order-last phone:w-[calc(100%+2rem)] phone:overflow-x-auto phone:px-4">
        <NameFilter list={list} />
        <StatusChips list={list} />
        <MoreFilters list={list} />
        <FilterTokens list={list} />
        {list.isFiltered && (
          <Button intent="quiet" onClick={list.clear}>
            <X aria-hidden />
            Clear
          </Button>
        )}
      </div>
    </search>
  );
}

import { createParser, parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs';
import type { RuntimeStatus } from '@/contract/runtime-status';
import { parseStatus, serializeStatus } from './status-parameter.model';

const parsers = {
  status: parseAsArrayOf(createParser<RuntimeStatus>({ parse: parseStatus, serialize: serializeStatus })).withDefault(
    [],
  ),
  name: parseAsString,
  prefix: parseAsString,
  cursor: parseAsString,
};

export type ListFilter = { status: RuntimeStatus[]; name: string | null; prefix: string | null; cursor: string | null };

type Change = { [K in keyof ListFilter]?: ListFilter[K] | null };

export type ListFilterState = {
  filter: ListFilter;
  isFiltered: boolean;
  /** Filters anew, from the first page. `quietly` leaves no trace in the browser's history. */
  refine: (change: Omit<Change, 'cursor'>, quietly?: boolean) => void;
  clear: () => void;
  turnTo: (cursor: string | null, quietly?: boolean) => void;
};

/** What the list shows, kept in the URL alone. */
export function useListFilter(): ListFilterState {
  const [filter, setFilter] = useQueryStates(parsers);
  const set = (change: Change, quietly: boolean) => void setFilter(change, { history: quietly ? 'replace' : 'push' });
  return {
    filter,
    isFiltered: filter.status.length > 0 || filter.name !== null || filter.prefix !== null,
    refine: (change, quietly = false) => set({ ...change, cursor: null }, quietly),
    clear: () => set({ status: null, name: null, prefix: null, cursor: null }, false),
    turnTo: (cursor, quietly = false) => set({ cursor }, quietly),
  };
}

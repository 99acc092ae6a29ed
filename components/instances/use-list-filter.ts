import { createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { RuntimeStatus } from '@/contract/runtime-status';
import { parseStatus, serializeStatus } from './status-parameter.model';

const parsers = {
  status: parseAsArrayOf(createParser<RuntimeStatus>({ parse: parseStatus, serialize: serializeStatus })).withDefault(
    [],
  ),
  name: parseAsString,
  prefix: parseAsString,
  /** What the id holds. */
  text: parseAsString,
  version: parseAsString,
  tag: parseAsArrayOf(parseAsString, '|').withDefault([]),
  kind: parseAsStringLiteral(['root', 'child']),
  createdFrom: parseAsString,
  createdTo: parseAsString,
  /** What the payloads hold: the list is a search then. */
  find: parseAsString,
  cursor: parseAsString,
};

export type ListFilter = {
  status: RuntimeStatus[];
  name: string | null;
  prefix: string | null;
  text: string | null;
  version: string | null;
  tag: string[];
  kind: 'root' | 'child' | null;
  createdFrom: string | null;
  createdTo: string | null;
  find: string | null;
  cursor: string | null;
};

type Change = { [K in keyof ListFilter]?: ListFilter[K] | null };

export type ListFilterState = {
  filter: ListFilter;
  isFiltered: boolean;
  /** Filters anew, from the first page. `quietly` leaves no trace in the browser's history. */
  refine: (change: Omit<Change, 'cursor'>, quietly?: boolean) => void;
  clear: () => void;
  turnTo: (cursor: string | null, quietly?: boolean) => void;
};

const NOTHING: Change = {
  ...{ status: null, name: null, prefix: null, text: null, version: null, tag: null, kind: null },
  ...{ createdFrom: null, createdTo: null, find: null, cursor: null },
};

/** What the list shows, kept in the URL alone. */
export function useListFilter(): ListFilterState {
  const [filter, setFilter] = useQueryStates(parsers);
  const set = (change: Change, quietly: boolean) => void setFilter(change, { history: quietly ? 'replace' : 'push' });
  const { cursor: _cursor, ...conditions } = filter;
  return {
    filter,
    isFiltered: Object.values(conditions).some((value) => (Array.isArray(value) ? value.length > 0 : value !== null)),
    refine: (change, quietly = false) => set({ ...change, cursor: null }, quietly),
    clear: () => set(NOTHING, false),
    turnTo: (cursor, quietly = false) => set({ cursor }, quietly),
  };
}

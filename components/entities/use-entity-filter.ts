import { parseAsString, useQueryStates } from 'nuqs';

const parsers = { name: parseAsString, prefix: parseAsString, cursor: parseAsString };

/** What the list of entities shows, kept in the URL alone. */
export function useEntityFilter() {
  const [filter, setFilter] = useQueryStates(parsers);
  return {
    filter,
    isFiltered: filter.name !== null || filter.prefix !== null,
    /** Filters anew, from the first page. `quietly` leaves no trace in the browser's history. */
    refine: (change: { name?: string | null; prefix?: string | null }, quietly = false) =>
      void setFilter({ ...change, cursor: null }, { history: quietly ? 'replace' : 'push' }),
    clear: () => void setFilter({ name: null, prefix: null, cursor: null }, { history: 'push' }),
    turnTo: (cursor: string | null) => void setFilter({ cursor }, { history: 'push' }),
  };
}

export type EntityFilterState = ReturnType<typeof useEntityFilter>;

import { useQueries, useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { InstancePage } from '@/contract/instance';
import { usePolling } from '../live/use-polling';
import { instanceListQuery } from '../queries/instance-list-query';
import { instanceQuery } from '../queries/instance-query';
import { useStartedHere } from '../start/use-start';
import { forgottenRows, type HeldPage, holdPage, patch } from './held-page.model';
import { isUndisturbed } from './is-undisturbed';
import { toInstanceFilter } from './to-instance-filter.model';
import type { ListFilter } from './use-list-filter';

const PAGE = 50;
const POLL_MS = 5000;

type Held = HeldPage & { of: ListFilter; fresh: InstancePage };

/** The page of the list that is on screen: always up to date, yet never moving under the reader. */
export function useHeldPage(filter: ListFilter, table: RefObject<HTMLElement | null>) {
  const query = useQuery({
    ...instanceListQuery({ ...toInstanceFilter(filter), cursor: filter.cursor, limit: PAGE }),
    refetchInterval: usePolling(POLL_MS),
  });
  const expected = useStartedHere();
  const [held, setHeld] = useState<Held | null>(null);

  const receive = useEffectEvent((fresh: InstancePage) =>
    setHeld((current) =>
      current === null || current.of !== filter
        ? { page: fresh, newer: 0, of: filter, fresh }
        : {
            ...holdPage(current.page, fresh, { undisturbed: isUndisturbed(table.current), expected }),
            of: filter,
            fresh,
          },
    ),
  );
  const fresh = query.isPlaceholderData ? undefined : query.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter may well give the same page
  useEffect(() => {
    if (fresh !== undefined) receive(fresh);
  }, [fresh, filter]);

  const forgotten = useForgottenRows(held);
  return {
    query,
    page: held === null ? undefined : patch(held.page, forgotten),
    newer: held?.newer ?? 0,
    /** False while the page of an earlier filter still stands in. */
    isCurrent: held?.of === filter,
    showNewer: () => {
      setHeld((current) => current && { ...current, page: current.fresh, newer: 0 });
      table.current?.closest('main')?.scrollTo({ top: 0 });
    },
  };
}

/** Rows that stay on screen although the fresh page is past them are asked for one by one. */
function useForgottenRows(held: Held | null) {
  const rows = held === null ? [] : forgottenRows(held.page, held.fresh);
  return useQueries({
    queries: rows.map(({ instanceId }) => instanceQuery(instanceId)),
    combine: (results) => results.flatMap(({ data }) => (data === undefined ? [] : [data])),
  });
}

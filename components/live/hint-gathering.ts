import type { Query, QueryClient } from '@tanstack/react-query';
import type { ChangeHint } from '@/contract/change';

const PAUSE_MS = 1000;
const SOON_MS = 40;

type Changed = ReadonlySet<string> | 'all';

export type HintGathering = { add: (hint: ChangeHint) => void; stop: () => void };

/**
 * Turns hints into refetches, at most once a second however many there are. A round begins only when the one before
 * has ended: so no constant stream of hints can cancel a slow answer again and again, and none comes too late.
 */
export function gatherHints(client: QueryClient): HintGathering {
  let changed: Changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const refetch = async () => {
    const round = changed;
    changed = new Set();
    await Promise.all([refetchChanged(client, round), new Promise((resolve) => setTimeout(resolve, PAUSE_MS))]);
    timer = undefined;
    if (!isEmpty(changed)) schedule();
  };
  const schedule = () => {
    if (!stopped) timer ??= setTimeout(refetch, SOON_MS);
  };
  return {
    add: ({ instanceIds }) => {
      changed = instanceIds === null || changed === 'all' ? 'all' : new Set([...changed, ...instanceIds]);
      schedule();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function isEmpty(changed: Changed): boolean {
  return changed !== 'all' && changed.size === 0;
}

/** Lists, which anything may change, and what is kept of one instance or entity. */
const LISTS = new Set<unknown>(['instances', 'entities']);
const DETAILS = new Set<unknown>(['instance', 'history', 'entity']);

/** Fetches again what the hints touch and a page shows: the lists, the named instances and their histories, entities. */
export async function refetchChanged(client: QueryClient, changed: Changed): Promise<void> {
  const touches = ([kind, id]: readonly unknown[]) =>
    LISTS.has(kind) || (DETAILS.has(kind) && (changed === 'all' || changed.has(String(id))));
  const refetch = () => client.invalidateQueries({ predicate: ({ queryKey }) => touches(queryKey) });
  const isFirst = ({ queryKey, state }: Query) => state.data === undefined && touches(queryKey);
  const firstIsUnderWay = client.isFetching({ predicate: isFirst }) > 0;
  await refetch();
  // A query's first fetch is not begun anew, and may bring what was true before the change.
  if (firstIsUnderWay) await refetch();
}

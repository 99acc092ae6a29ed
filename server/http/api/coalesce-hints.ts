import type { ChangeHint } from '@/contract/change';

/** More instances than this are not named: whoever shows that many reads all of them again. */
const IDS_MAX = 200;

export type HintCoalescer = { add(hint: ChangeHint): void; stop(): void };

/** Sends the first hint at once, then at most one each `intervalMs` that stands for all that came meanwhile. */
export function coalesceHints(send: (hint: ChangeHint) => void, intervalMs: number): HintCoalescer {
  let gathered: ChangeHint | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    pause = undefined;
    if (gathered === null) return;
    send(gathered);
    gathered = null;
    pause = setTimeout(flush, intervalMs);
  };
  return {
    add(hint) {
      gathered = gathered === null ? hint : merge(gathered, hint);
      if (pause === undefined) flush();
    },
    stop: () => clearTimeout(pause),
  };
}

function merge(a: ChangeHint, b: ChangeHint): ChangeHint {
  if (a.instanceIds === null || b.instanceIds === null) return { instanceIds: null };
  const ids = new Set([...a.instanceIds, ...b.instanceIds]);
  return { instanceIds: ids.size > IDS_MAX ? null : [...ids] };
}

'use client';

import type { AwaitTree } from '@/contract/await-tree';
import { formatSpan } from '../time/duration.model';
import { useNow } from '../time/use-now';
import { waitingOnText } from './waiting-on.model';

type Props = { tree: AwaitTree; since: string };

/** What an instance waits for and for how long: "Approval or timer in 21 h · 2 h". */
export function WaitingOn({ tree, since }: Props) {
  const now = useNow();
  const waited = now - Date.parse(since);
  return (
    <span className="flex min-w-0 items-baseline gap-1.5">
      <span className="truncate">{waitingOnText(tree, now)}</span>
      {waited >= 1000 && <span className="shrink-0 text-faint">· {formatSpan(waited)}</span>}
    </span>
  );
}

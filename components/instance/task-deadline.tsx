'use client';

import { formatSpan } from '../time/duration.model';
import { useNow } from '../time/use-now';
import { urgencyOf } from './deadline.model';

const INK = { calm: 'font-medium text-ink', soon: 'font-medium text-suspended', late: 'font-medium text-failed' };

type Props = { startedAt: string; dueAt: string; consequence: string | undefined };

/** How long there is to answer, and what happens otherwise. */
export function TaskDeadline({ startedAt, dueAt, consequence }: Props) {
  const now = useNow();
  const due = Date.parse(dueAt);
  const urgency = urgencyOf(Date.parse(startedAt), due, now);
  const left = <span className={INK[urgency]}>{formatSpan(due - now, 2)}</span>;
  if (urgency === 'late') return <span className={INK.late}>The time to answer is over.</span>;
  if (consequence === undefined) return <>Due in {left}.</>;
  return (
    <>
      If nobody answers within {left}, {consequence}.
    </>
  );
}

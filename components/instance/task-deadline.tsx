'use client';

import { formatSpan } from '../time/duration.model';
import { useNow } from '../time/use-now';
import { urgencyOf } from './deadline.model';

const INK = { calm: '', soon: 'font-medium text-suspended', late: 'font-medium text-failed' };

type Props = { startedAt: string; dueAt: string; consequence: string | undefined };

/** How long there is to answer, and what happens otherwise. */
export function TaskDeadline({ startedAt, dueAt, consequence }: Props) {
  const now = useNow();
  const due = Date.parse(dueAt);
  const urgency = urgencyOf(Date.parse(startedAt), due, now);
  return (
    <>
      <span aria-hidden>·</span>
      <span className={INK[urgency]}>{urgency === 'late' ? 'overdue' : `due in ${formatSpan(due - now, 2)}`}</span>
      {consequence !== undefined && <span>— if nobody answers, {consequence}</span>}
    </>
  );
}

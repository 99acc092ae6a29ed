import { UserRoundCheck } from 'lucide-react';
import type { InstanceDetails } from '@/contract/instance';
import { TimeAgo } from '../time/time-ago';

/** The questions that have been answered, or have lapsed, one line each. */
export function PastDecisions({ instance }: { instance: InstanceDetails }) {
  const past = instance.waits.filter(({ state, humanTask }) => state !== 'open' && humanTask !== null);
  if (past.length === 0) return null;
  return (
    <ul aria-live="polite" className="grid gap-1 text-xs">
      {past.map(({ taskId, humanTask, state, decidedBy, closedAt }) => (
        <li key={taskId} className="flex items-center gap-2 text-muted">
          <UserRoundCheck aria-hidden className="size-3.5 shrink-0 text-human" />
          <span className="min-w-0">
            <span className="text-ink">{humanTask?.question}</span>{' '}
            {state === 'answered' ? <>Answered by {decidedBy ?? 'somebody'}</> : 'Closed without an answer'}
            {closedAt !== null && (
              <>
                {' · '}
                <TimeAgo at={closedAt} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

import { CircleAlert, CircleCheck } from 'lucide-react';
import type { FindingView } from '@/contract/repair';
import { TimeAgo } from '../time/time-ago';
import { IdLink } from '../ui/id-link';

/** What should have been impossible: what is still there, and what was mended lately. */
export function FindingList({ findings }: { findings: readonly FindingView[] }) {
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2 px-4 py-3 text-muted">
        <CircleCheck aria-hidden className="size-4 text-completed" />
        The repair sweep has found nothing wrong.
      </p>
    );
  }
  return (
    <ul>
      {findings.map((finding) => (
        <FindingRow
          key={`${finding.kind}/${finding.partitionId}/${finding.instanceId}/${finding.taskId}`}
          {...finding}
        />
      ))}
    </ul>
  );
}

function FindingRow({ instanceId, partitionId, detail, lastSeenAt, mendedAt }: FindingView) {
  const isOpen = mendedAt === null;
  const Icon = isOpen ? CircleAlert : CircleCheck;
  return (
    <li className="flex items-start gap-2.5 border-line border-b px-4 py-2.5 last:border-b-0">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${isOpen ? 'text-failed' : 'text-completed'}`} />
      <div className="min-w-0 flex-1">
        <p>{detail}</p>
        <p className="text-faint text-xs">
          {instanceId === '' ? `Partition ${partitionId}` : <IdLink id={instanceId} />} ·{' '}
          {isOpen ? 'not mended, seen ' : 'mended '}
          <TimeAgo at={mendedAt ?? lastSeenAt} />
        </p>
      </div>
    </li>
  );
}

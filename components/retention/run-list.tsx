import type { RetentionRun } from '@/contract/retention';
import { TimeAgo } from '../time/time-ago';

/** What went, by which rule and when. */
export function RunList({ runs }: { runs: readonly RetentionRun[] }) {
  return (
    <ul aria-label="Purged lately">
      {runs.map(({ ruleId, name, at, purged }) => (
        <li
          key={`${ruleId}/${at}`}
          className="flex items-center gap-3 border-line border-b px-4 py-2 text-xs last:border-b-0"
        >
          <span className="w-16 shrink-0 text-right font-medium tabular-nums">{purged.toLocaleString('en')}</span>
          <span className="min-w-0 flex-1 truncate text-muted">{name}</span>
          <TimeAgo at={at} className="shrink-0 text-faint" />
        </li>
      ))}
    </ul>
  );
}

'use client';

import { useMutation } from '@tanstack/react-query';
import type { RetentionPreview, RetentionRuleBody } from '@/contract/retention';
import { cappedCount } from '../instances/capped-count.model';
import { previewRule } from '../queries/retention-rules';
import { TimeAgo } from '../time/time-ago';
import { Button } from '../ui/button';
import { IdLink } from '../ui/id-link';

/** What the rule would purge if it were applied now. Nothing is purged by looking. */
export function RulePreview({ rule }: { rule: RetentionRuleBody | null }) {
  const { mutate, data, error, isPending, variables } = useMutation({ mutationFn: previewRule });
  const isOfThis = JSON.stringify(variables) === JSON.stringify(rule);
  return (
    <div className="grid gap-2 rounded-md border bg-ground px-3 py-2.5">
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="text-xs">
          {data !== undefined && isOfThis ? <Told preview={data} /> : 'What would it purge now?'}
        </p>
        <Button disabled={rule === null} busy={isPending} onClick={() => rule !== null && mutate(rule)}>
          Preview
        </Button>
      </div>
      {error !== null && (
        <p role="alert" className="text-failed text-xs">
          {error.message}
        </p>
      )}
      {data !== undefined && isOfThis && data.sample.length > 0 && (
        <ul className="grid gap-1 text-xs">
          {data.sample.map(({ instanceId, name, completedAt }) => (
            <li key={instanceId} className="flex items-center gap-2">
              <IdLink id={instanceId} />
              <span className="min-w-0 flex-1 truncate text-muted">{name}</span>
              <span className="text-faint">
                ended <TimeAgo at={completedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Told({ preview: { count, cap } }: { preview: RetentionPreview }) {
  if (count === 0) return 'Nothing at this moment.';
  return `${cappedCount(count, cap)} ${count === 1 ? 'instance' : 'instances'}, those that ended first:`;
}

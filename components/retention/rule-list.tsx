'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Pencil, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { RetentionRule } from '@/contract/retention';
import { saveRule } from '../queries/retention-rules';
import { TimeAgo } from '../time/time-ago';
import { Button } from '../ui/button';
import { RemoveRuleDialog } from './remove-rule-dialog';
import { sentenceOf } from './rule-draft.model';

type Props = { rules: readonly RetentionRule[]; onEdit: (rule: RetentionRule) => void };

/** Each rule, what it has done, and what can be done about it. */
export function RuleList({ rules, onEdit }: Props) {
  const [removed, setRemoved] = useState<RetentionRule | null>(null);
  return (
    <>
      <ul aria-label="Retention rules">
        {rules.map((rule) => (
          <RuleRow key={rule.ruleId} rule={rule} onEdit={() => onEdit(rule)} onRemove={() => setRemoved(rule)} />
        ))}
      </ul>
      {removed !== null && <RemoveRuleDialog rule={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}

type RowProps = { rule: RetentionRule; onEdit: () => void; onRemove: () => void };

function RuleRow({ rule, onEdit, onRemove }: RowProps) {
  const pause = usePause(rule);
  const { name, isPaused, purged, lastRunAt } = rule;
  const Icon = isPaused ? Play : Pause;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {name} {isPaused && <span className="font-normal text-suspended text-xs">paused</span>}
        </p>
        <p className="text-muted text-xs">{sentenceOf(rule)}</p>
        <p className="text-faint text-xs">
          {purged.toLocaleString('en')} purged · {lastRunAt === null ? 'not applied yet' : 'applied '}
          {lastRunAt !== null && <TimeAgo at={lastRunAt} />}
        </p>
      </div>
      <div className="flex gap-1.5">
        <Button
          intent="quiet"
          busy={pause.isPending}
          onClick={() => pause.mutate()}
          aria-label={`${isPaused ? 'Resume' : 'Pause'} ${name}`}
        >
          <Icon aria-hidden />
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
        <Button intent="quiet" onClick={onEdit} aria-label={`Edit ${name}`}>
          <Pencil aria-hidden />
          Edit
        </Button>
        <Button intent="quiet" size="icon" onClick={onRemove} aria-label={`Delete ${name}`}>
          <Trash2 aria-hidden />
        </Button>
      </div>
    </li>
  );
}

/** Pauses the rule, or lets it go on. */
function usePause({ ruleId, name, statuses, orchestrator, tag, keepMs, isPaused }: RetentionRule) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => saveRule(ruleId, { name, statuses, orchestrator, tag, keepMs, isPaused: !isPaused }),
    onSuccess: () => toast.success(isPaused ? `${name} goes on` : `${name} is paused`),
    onError: (error) => toast.error(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: ['retention'] }),
  });
}

'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import type { RetentionRule, RetentionRuleBody } from '@/contract/retention';
import { functionListQuery } from '../queries/function-list-query';
import { saveRule } from '../queries/retention-rules';
import { orchestratorNames } from '../start/orchestrator-names.model';
import { Dialog } from '../ui/dialog';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';
import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import { Select } from '../ui/select';
import { KeepField } from './keep-field';
import { draftOf, EMPTY_RULE, problemsOf, type RuleDraft, toRule } from './rule-draft.model';
import { RulePreview } from './rule-preview';
import { StatusChoice } from './status-choice';
import { TagFields } from './tag-fields';

type Props = { rule: RetentionRule | null; onClose: () => void };

/** Writes a new rule, or an old one anew. What it would purge can be seen first. */
export function RuleDialog({ rule, onClose }: Props) {
  const [draft, setDraft] = useState<RuleDraft>(rule === null ? EMPTY_RULE : draftOf(rule));
  const [tried, setTried] = useState(false);
  const { data: functions } = useQuery(functionListQuery());
  const save = useSave(rule?.ruleId ?? null, onClose);
  const problems = tried ? problemsOf(draft) : {};
  const change = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const submit = () => {
    setTried(true);
    const wanted = toRule(draft);
    if (wanted !== null) save.mutate(wanted);
  };
  const names = functions === undefined ? [] : orchestratorNames(functions);
  const known =
    draft.orchestrator === '' || names.includes(draft.orchestrator) ? names : [draft.orchestrator, ...names];
  return (
    <Dialog
      open
      onClose={onClose}
      title={rule === null ? 'Add a retention rule' : `Edit ${rule.name}`}
      description="Instances that fit are purged for good, with all below them."
    >
      <DialogForm onSubmit={submit}>
        <Field label="Name" error={problems.name}>
          {(control) => (
            <input
              {...control}
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
              maxLength={256}
              autoComplete="off"
              className={inputStyle}
            />
          )}
        </Field>
        <StatusChoice chosen={draft.statuses} error={problems.statuses} onChange={(statuses) => change({ statuses })} />
        <KeepField draft={draft} error={problems.keep} onChange={change} />
        <Field label="Orchestrator">
          {(control) => (
            <Select
              {...control}
              value={draft.orchestrator}
              onChange={(event) => change({ orchestrator: event.target.value })}
            >
              <option value="">Any</option>
              {known.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
        <TagFields draft={draft} error={problems.tagKey} onChange={change} />
        <RulePreview rule={toRule(draft)} />
        {save.error && (
          <p role="alert" className="text-failed text-xs">
            {save.error.message}
          </p>
        )}
        <DialogActions confirm={rule === null ? 'Add' : 'Save'} busy={save.isPending} onCancel={onClose} />
      </DialogForm>
    </Dialog>
  );
}

function useSave(ruleId: string | null, onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: RetentionRuleBody) => saveRule(ruleId, rule),
    onSuccess: (_nothing, { name }) => {
      onSaved();
      toast.success(ruleId === null ? `Added ${name}` : `Saved ${name}`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['retention'] }),
  });
}

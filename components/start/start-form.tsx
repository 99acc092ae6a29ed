'use client';

import { useState } from 'react';
import type { FunctionList } from '@/contract/commands';
import { JsonField } from '../json/json-field';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';
import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import { Select } from '../ui/select';
import { orchestratorNames, versionsOf } from './orchestrator-names.model';
import { EMPTY_START, idProblem, type StartDraft, tagsProblem, toStartRequest } from './start-request.model';
import { useStart } from './use-start';

type Props = { functions: FunctionList; chosen: string | null; onClose: () => void };

/** What an orchestrator needs to be started: its name, and where wanted an id, an input and more. */
export function StartForm({ functions, chosen, onClose }: Props) {
  const names = orchestratorNames(functions);
  const [draft, setDraft] = useState<StartDraft>({ ...EMPTY_START, name: chosen ?? names[0] ?? '' });
  const [tried, setTried] = useState(false);
  const start = useStart(onClose);
  const change = (part: Partial<StartDraft>) => setDraft({ ...draft, ...part });
  const submit = () => {
    setTried(true);
    const request = toStartRequest(draft);
    if (request !== null) start.mutate(request);
  };
  return (
    <DialogForm onSubmit={submit}>
      <Field label="Orchestrator">
        {(control) => (
          <Select
            {...control}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value, version: EMPTY_START.version })}
          >
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )}
      </Field>
      <VersionField versions={versionsOf(functions, draft.name)} draft={draft} onChange={change} />
      <Field label="Instance id" hint="Left empty, one is made up." error={tried ? idProblem(draft) : null}>
        {(control) => (
          <input
            {...control}
            value={draft.instanceId}
            onChange={(event) => change({ instanceId: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            className={`${inputStyle} font-mono`}
          />
        )}
      </Field>
      <JsonField
        label="Input"
        hint="JSON. Left empty, there is no input."
        text={draft.input}
        onChange={(input) => change({ input })}
        strict={tried}
      />
      <Field label="Begins" hint="In this browser’s time. Left empty, at once.">
        {(control) => (
          <input
            {...control}
            type="datetime-local"
            value={draft.startAt}
            onChange={(event) => change({ startAt: event.target.value })}
            className={inputStyle}
          />
        )}
      </Field>
      <MoreFields draft={draft} onChange={change} tagsError={tried ? tagsProblem(draft) : null} />
      {start.error && (
        <p role="alert" className="text-failed text-xs">
          {start.error.message}
        </p>
      )}
      <DialogActions confirm="Start" busy={start.isPending} onCancel={onClose} />
    </DialogForm>
  );
}

type MoreProps = { draft: StartDraft; onChange: (part: Partial<StartDraft>) => void; tagsError: string | null };

/** What an instance is marked with, and what becomes of one that has its id already. */
function MoreFields({ draft, onChange, tagsError }: MoreProps) {
  return (
    <>
      <Field label="Tags" hint="As name=value, with commas between them." error={tagsError}>
        {(control) => (
          <input
            {...control}
            value={draft.tags}
            onChange={(event) => onChange({ tags: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            className={inputStyle}
          />
        )}
      </Field>
      {draft.instanceId !== '' && (
        <Field label="Where that id is taken" hint="By an instance that has not ended.">
          {(control) => (
            <Select
              {...control}
              value={draft.onConflict}
              onChange={({ target }) =>
                onChange({ onConflict: CONFLICTS.find(({ value }) => value === target.value)?.value ?? 'error' })
              }
            >
              {CONFLICTS.map(({ value, text }) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </>
  );
}

const CONFLICTS = [
  { value: 'error', text: 'Do not start' },
  { value: 'replace', text: 'Terminate it, and begin anew' },
  { value: 'return-existing', text: 'Be content with it' },
] as const;

type VersionProps = {
  versions: readonly (string | null)[];
  draft: StartDraft;
  onChange: (part: Partial<StartDraft>) => void;
};

/** Only where there is something to choose. */
function VersionField({ versions, draft, onChange }: VersionProps) {
  if (versions.length < 2) return null;
  return (
    <Field label="Version" hint="It stays with this version.">
      {(control) => (
        <Select
          {...control}
          value={draft.version ?? DEFAULT}
          onChange={({ target }) => onChange({ version: target.value === DEFAULT ? null : target.value })}
        >
          <option value={DEFAULT}>The default one</option>
          {versions.map((version) => (
            <option key={version} value={version ?? ''}>
              {version ?? 'Without a version'}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** No version is written like this. */
const DEFAULT = '@';

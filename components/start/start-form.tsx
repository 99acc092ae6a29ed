'use client';

import { useState } from 'react';
import type { FunctionList } from '@/contract/commands';
import { instanceIdSchema } from '@/contract/instance';
import { JsonField } from '../json/json-field';
import { parseJson } from '../json/parse-json.model';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';
import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import { Select } from '../ui/select';
import { useStart } from './use-start';

type Props = { orchestrators: FunctionList['orchestrators']; chosen: string | null; onClose: () => void };

/** What an orchestrator needs to be started: its name, and where wanted an id and an input. */
export function StartForm({ orchestrators, chosen, onClose }: Props) {
  const [name, setName] = useState(chosen ?? orchestrators[0]?.name ?? '');
  const [instanceId, setInstanceId] = useState('');
  const [input, setInput] = useState('');
  const [tried, setTried] = useState(false);
  const start = useStart(onClose);
  const idProblem =
    instanceId === '' ? null : (instanceIdSchema.safeParse(instanceId).error?.issues[0]?.message ?? null);

  const submit = () => {
    setTried(true);
    const parsed = parseJson(input);
    if (parsed.type === 'invalid' || idProblem !== null || name === '') return;
    start.mutate({
      name,
      ...(instanceId !== '' && { instanceId }),
      ...(parsed.type === 'value' && { input: parsed.value }),
    });
  };

  return (
    <DialogForm onSubmit={submit}>
      <Field label="Orchestrator">
        {(control) => (
          <Select {...control} value={name} onChange={(event) => setName(event.target.value)}>
            {orchestrators.map((orchestrator) => (
              <option key={orchestrator.name}>{orchestrator.name}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Instance id" hint="Left empty, one is made up." error={tried ? idProblem : null}>
        {(control) => (
          <input
            {...control}
            value={instanceId}
            onChange={(event) => setInstanceId(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            className={`${inputStyle} font-mono`}
          />
        )}
      </Field>
      <JsonField
        label="Input"
        hint="JSON. Left empty, there is no input."
        text={input}
        onChange={setInput}
        strict={tried}
      />
      {start.error && (
        <p role="alert" className="text-failed text-xs">
          {start.error.message}
        </p>
      )}
      <DialogActions confirm="Start" busy={start.isPending} onCancel={onClose} />
    </DialogForm>
  );
}

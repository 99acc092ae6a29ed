'use client';

import { useId, useState } from 'react';
import { toast } from 'sonner';
import { eventNameSchema } from '@/contract/commands';
import { JsonField } from '../json/json-field';
import { parseJson } from '../json/parse-json.model';
import { DialogActions } from '../ui/dialog-actions';
import { DialogForm } from '../ui/dialog-form';
import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import { useRaiseEvent } from './use-raise-event';

type Props = { instanceId: string; initialName: string; suggestions: readonly string[]; onClose: () => void };

/** An event's name and what it carries. */
export function RaiseEventForm({ instanceId, initialName, suggestions, onClose }: Props) {
  const listId = useId();
  const [eventName, setEventName] = useState(initialName);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useRaiseEvent(instanceId);
  const isNamed = eventNameSchema.safeParse(eventName).success;

  const submit = () => {
    setTried(true);
    const data = parseJson(text);
    if (!isNamed || data.type === 'invalid') return;
    const onSuccess = () => {
      onClose();
      toast.success(`Raised ${eventName}`);
    };
    mutate({ eventName, ...(data.type === 'value' && { data: data.value }) }, { onSuccess });
  };

  return (
    <DialogForm onSubmit={submit}>
      <Field label="Event name" error={tried && !isNamed ? 'An event needs a name of at most 256 characters.' : null}>
        {(control) => (
          <input
            {...control}
            list={listId}
            value={eventName}
            onChange={(event) => setEventName(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            className={`${inputStyle} font-mono`}
          />
        )}
      </Field>
      <datalist id={listId}>
        {suggestions.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <JsonField
        label="Data"
        hint="JSON. Left empty, the event carries nothing."
        text={text}
        onChange={setText}
        strict={tried}
      />
      {error && (
        <p role="alert" className="text-failed text-xs">
          {error.message}
        </p>
      )}
      <DialogActions confirm="Raise" busy={isPending} onCancel={onClose} />
    </DialogForm>
  );
}

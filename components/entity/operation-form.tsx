'use client';

import { type FormEvent, useState } from 'react';
import { JsonField } from '../json/json-field';
import { JsonView } from '../json/json-view';
import { parseJson } from '../json/parse-json.model';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import { useOperation } from './use-operation';

/** An operation and its input: called, to see what it gives, or only signaled. */
export function OperationForm({ entityId }: { entityId: string }) {
  const [operation, setOperation] = useState('');
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const { call, signal } = useOperation(entityId);
  const error = call.error ?? signal.error;

  const ask = (how: typeof call.mutate | typeof signal.mutate) => {
    setTried(true);
    const input = parseJson(text);
    if (operation === '' || input.type === 'invalid') return;
    call.reset();
    signal.reset();
    how({ operation, ...(input.type === 'value' && { input: input.value }) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(call.mutate);
  };

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Field label="Operation" error={tried && operation === '' ? 'An operation has a name.' : null}>
        {(control) => (
          <input
            {...control}
            value={operation}
            onChange={(event) => setOperation(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder="add"
            className={`${inputStyle} font-mono`}
          />
        )}
      </Field>
      <JsonField
        label="Input"
        hint="JSON. Left empty, the operation gets none."
        text={text}
        onChange={setText}
        strict={tried}
        rows={3}
      />
      <div className="flex gap-2">
        <Button type="submit" intent="primary" size="large" busy={call.isPending}>
          Call
        </Button>
        <Button size="large" busy={signal.isPending} onClick={() => ask(signal.mutate)}>
          Signal
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-2 empty:hidden">
        {error && <p className="break-words text-failed">{error.message}</p>}
        {call.isSuccess && <Result value={call.data.result} />}
      </div>
    </form>
  );
}

function Result({ value }: { value: unknown }) {
  if (value === undefined) return <p className="text-muted">Done. It gave nothing back.</p>;
  return (
    <section aria-label="Result" className="grid gap-2">
      <h3 className="caps">Result</h3>
      <JsonView label="result" text={JSON.stringify(value)} fileName="result.json" />
    </section>
  );
}

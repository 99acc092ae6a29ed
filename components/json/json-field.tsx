'use client';

import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Field } from '../ui/field';
import { inputStyle } from '../ui/input-style';
import { parseJson } from './parse-json.model';

type Props = {
  label: string;
  hint: ReactNode;
  text: string;
  onChange: (text: string) => void;
  /** Complains about what is not JSON; before the first attempt to submit, people are left to type in peace. */
  strict: boolean;
  rows?: number;
};

/** A place to type JSON. */
export function JsonField({ label, hint, text, onChange, strict, rows = 6 }: Props) {
  const parsed = parseJson(text);
  const error = strict && parsed.type === 'invalid' ? parsed.message : null;
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <textarea
          {...control}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          rows={rows}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          placeholder='{ "amount": 1240 }'
          className={clsx(inputStyle, 'scrollbar-thin resize-y font-mono text-xs')}
        />
      )}
    </Field>
  );
}

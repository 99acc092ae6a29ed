'use client';

import { clsx } from 'clsx';
import { useId } from 'react';

type Option<T extends string> = { value: T; text: string; hint?: string; disabled?: boolean };

type Props<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly Option<T>[];
};

/** A question with a few answers of which one holds, each with what it means. */
export function RadioField<T extends string>({ label, value, onChange, options }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-xs">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={clsx('flex gap-2.5 py-0.5 phone:py-2', option.disabled && 'text-faint')}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
            className="mt-0.75 size-3.5 shrink-0 accent-accent phone:size-5"
          />
          <span>
            {option.text}
            {option.hint !== undefined && <span className="block text-faint text-xs">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

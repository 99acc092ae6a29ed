'use client';

import { useId } from 'react';

type Props = {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  error?: string | null;
};

/** Something to be agreed to, with what it means, or what is wrong with not agreeing. */
export function CheckField({ label, hint, checked, onChange, error = null }: Props) {
  const noteId = useId();
  return (
    <div>
      <label className="flex items-start gap-2.5 font-medium phone:min-h-11 phone:items-center">
        <input
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          aria-describedby={noteId}
          aria-invalid={error !== null || undefined}
          className="mt-0.75 size-3.5 shrink-0 accent-accent phone:mt-0 phone:size-5"
        />
        {label}
      </label>
      <p
        id={noteId}
        role={error === null ? undefined : 'alert'}
        className={error === null ? 'pl-6 text-faint text-xs' : 'pl-6 text-failed text-xs'}
      >
        {error ?? hint}
      </p>
    </div>
  );
}

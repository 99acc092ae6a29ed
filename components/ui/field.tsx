'use client';

import { type ReactNode, useId } from 'react';

type Control = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

type Props = {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  children: (control: Control) => ReactNode;
};

/** A labelled control with its hint, or what is wrong with it. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const note = error ?? hint;
  const noteId = `${id}-note`;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-xs">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note === undefined ? undefined : noteId,
        'aria-invalid': error ? true : undefined,
      })}
      {note !== undefined && (
        <p
          id={noteId}
          role={error ? 'alert' : undefined}
          className={error ? 'text-failed text-xs' : 'text-faint text-xs'}
        >
          {note}
        </p>
      )}
    </div>
  );
}

import type { FormEvent, KeyboardEvent, ReactNode } from 'react';

/** A form that ⌘↵ or Ctrl+↵ submits from any of its fields. */
export function DialogForm({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const confirm = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };
  return (
    <form noValidate onSubmit={submit} onKeyDown={confirm} className="grid gap-4">
      {children}
    </form>
  );
}

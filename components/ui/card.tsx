import type { ReactNode } from 'react';

type Props = { id?: string; title: string; note?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A part of a page under a heading of its own. */
export function Card({ id, title, note, actions, children }: Props) {
  return (
    <section id={id} className="scroll-mt-4 overflow-hidden rounded-lg border bg-panel">
      <header className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-1.5">
        <h2 className="font-semibold">{title}</h2>
        {note !== undefined && <p className="text-faint text-xs">{note}</p>}
        {actions !== undefined && <div className="ml-auto">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

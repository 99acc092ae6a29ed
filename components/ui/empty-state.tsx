import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = { icon: LucideIcon; title: string; children: ReactNode };

/** What stands where there is nothing to show: why, and what to do about it. */
export function EmptyState({ icon: Icon, title, children }: Props) {
  return (
    <div className="mx-auto grid max-w-120 justify-items-center gap-3 px-4 py-20 text-center phone:py-12">
      <span className="grid size-9 place-items-center rounded-lg border border-line-strong bg-raised text-muted shadow-control">
        <Icon aria-hidden className="size-4" />
      </span>
      <h2 className="font-semibold text-base">{title}</h2>
      <div className="grid w-full justify-items-center gap-4 text-muted text-sm">{children}</div>
    </div>
  );
}

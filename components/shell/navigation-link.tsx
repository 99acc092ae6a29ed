import { clsx } from 'clsx';
import Link from 'next/link';
import type { ReactNode } from 'react';

type Props = { href: string; label: string; current: boolean; children?: ReactNode };

/** One line of the navigation: an icon, where it has one, and a label that a narrow rail hides. */
export function NavigationLink({ href, label, current, children }: Props) {
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      title={label}
      className={clsx(
        'flex h-7.5 items-center gap-2.5 rounded-md px-2.5 transition-colors phone:h-11',
        current ? 'bg-selected font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      {children}
      <span className={clsx('truncate', children !== undefined && 'in-data-[rail=narrow]:sr-only')}>{label}</span>
    </Link>
  );
}

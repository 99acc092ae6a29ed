import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

/** A filled dot with a ring that breathes. */
export function RunningIcon({ className, ...rest }: ComponentProps<'svg'>) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      {...rest}
      className={clsx('overflow-visible', className)}
    >
      <circle cx="12" cy="12" r="10" strokeWidth="2" className="opacity-35" />
      <circle cx="12" cy="12" r="10" strokeWidth="2" className="origin-center animate-ring motion-reduce:hidden" />
      <circle cx="12" cy="12" r="5" fill="currentColor" stroke="none" />
    </svg>
  );
}

import { clsx } from 'clsx';

/** The place of something that is being fetched. It shows only when that takes longer than 150 ms. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <span aria-hidden className={clsx('block animate-late rounded-sm bg-line', className)} />;
}

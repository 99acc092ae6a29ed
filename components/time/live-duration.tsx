'use client';

import { formatDuration, formatGrowingDuration } from './duration.model';
import { useNow } from './use-now';

type Props = { from: string; to: string | null; className?: string | undefined };

/** How long something took, or has taken until now. */
export function LiveDuration({ from, to, className }: Props) {
  const now = useNow(to === null);
  const text =
    to === null ? formatGrowingDuration(now - Date.parse(from)) : formatDuration(Date.parse(to) - Date.parse(from));
  return (
    <span className={className} suppressHydrationWarning>
      {text}
    </span>
  );
}

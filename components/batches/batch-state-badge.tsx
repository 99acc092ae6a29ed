import { clsx } from 'clsx';
import type { BatchState } from '@/contract/batch';
import { BATCH_LOOK } from './batch-look';

/** A batch's state, as shape, word and colour. */
export function BatchStateBadge({ state }: { state: BatchState }) {
  const { label, Icon, ink } = BATCH_LOOK[state];
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon aria-hidden strokeWidth={2.25} className={clsx('size-3.5 shrink-0', ink)} />
      {label}
    </span>
  );
}

import { clsx } from 'clsx';
import { displayStatus } from './display-status.model';
import { STATUS_APPEARANCE } from './status-appearance';

type Props = Parameters<typeof displayStatus>[0] & { className?: string | undefined; iconOnly?: boolean };

/** A status as shape, word and colour. The runtime status behind a derived one is in its title. */
export function StatusBadge({ status, waitingOn, className, iconOnly = false }: Props) {
  const { label, Icon, ink, text = '' } = STATUS_APPEARANCE[displayStatus({ status, waitingOn })];
  return (
    <span
      title={label === status ? undefined : `Runtime status: ${status}`}
      className={clsx('inline-flex items-center gap-1.5 font-medium', ink, className)}
    >
      <Icon aria-hidden strokeWidth={2.25} className="size-3.5 shrink-0" />
      <span className={clsx('truncate', text, iconOnly && 'sr-only')}>{label}</span>
    </span>
  );
}

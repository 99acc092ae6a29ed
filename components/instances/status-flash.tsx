'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import type { RuntimeStatus } from '@/contract/runtime-status';
import { STATUS_APPEARANCE } from '../status/status-appearance';

/** Lights up the row's left edge once when its status changes; not when the row appears. */
export function StatusFlash({ status }: { status: RuntimeStatus }) {
  const [first] = useState(status);
  const [changed, setChanged] = useState(false);
  if (status !== first && !changed) setChanged(true);
  if (!changed) return null;
  return (
    <span
      key={status}
      aria-hidden
      className={clsx(
        'absolute inset-y-0 left-0 w-0.5 animate-flash motion-reduce:hidden',
        STATUS_APPEARANCE[status].fill,
      )}
    />
  );
}

'use client';

import { clsx } from 'clsx';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';

const CONFIRM_MS = 1200;

type Props = { text: string; label: string; className?: string | undefined };

/** Copies the text, and says so in place. */
export function CopyButton({ text, label, className }: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => toast.error('The browser did not allow copying.'),
    );
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={copied ? 'Copied' : label}
      onClick={copy}
      className={clsx(
        'inline-grid size-5 shrink-0 place-items-center rounded-sm text-faint transition-colors hover:bg-hover hover:text-ink phone:size-11',
        className,
      )}
    >
      <Icon aria-hidden className={clsx('size-3', copied && 'text-completed')} />
    </button>
  );
}

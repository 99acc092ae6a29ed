'use client';

import { usePreference } from '../preferences/preference';
import { timeFormat } from '../preferences/time-format';
import { Hint } from '../ui/hint';
import { formatInstant, formatRelative, formatShortInstant } from './instant.model';
import { useNow } from './use-now';

/** An instant in the reader's chosen format, with the absolute time in both zones behind it. */
export function TimeAgo({ at, className }: { at: string; className?: string | undefined }) {
  const format = usePreference(timeFormat);
  const now = useNow();
  const instant = Date.parse(at);
  const text = format === 'relative' ? formatRelative(instant, now) : formatShortInstant(instant, now, format);
  return (
    <Hint
      content={
        <span className="grid gap-0.5 font-mono">
          <span>{formatInstant(instant, 'utc')}</span>
          <span>{formatInstant(instant, 'local')} local</span>
        </span>
      }
    >
      <time dateTime={at} className={className} suppressHydrationWarning>
        {text}
      </time>
    </Hint>
  );
}

'use client';

import { usePreference } from '../preferences/preference';
import { timeFormat } from '../preferences/time-format';
import { formatDuration } from '../time/duration.model';
import { formatClock, formatInstant } from '../time/instant.model';

type Props = { at: string; sinceMs: number | null };

/** When an event happened, to the millisecond, and how long after the one before it. */
export function EventTime({ at, sinceMs }: Props) {
  const zone = usePreference(timeFormat) === 'utc' ? 'utc' : 'local';
  const instant = Date.parse(at);
  return (
    <>
      <time
        dateTime={at}
        title={`${formatInstant(instant, 'utc')}\n${formatInstant(instant, 'local')} local`}
        className="font-mono"
      >
        {formatClock(instant, zone)}
      </time>
      {sinceMs !== null && sinceMs > 0 && <span className="font-mono text-faint">+{formatDuration(sinceMs)}</span>}
    </>
  );
}

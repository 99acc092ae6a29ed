import { clsx } from 'clsx';
import { formatDuration, formatGrowingDuration } from '../time/duration.model';
import { placeLabel, placeSpan } from './bar.model';
import { BarLabel } from './bar-label';
import { failureMarks, fanDensity, fanLabel } from './fan.model';
import type { Lane } from './lane';
import { inkOf } from './timeline-look';
import type { Fan } from './timeline-rows.model';

/** A folded fan-out: one bar, darker the more of its tasks were open at once, with a mark for each that failed. */
export function FanBar({ fan, scale, now, laneWidth }: Lane & { fan: Fan }) {
  const span = placeSpan(scale, fan.startedAt, fan.endedAt ?? now, laneWidth);
  const length =
    fan.endedAt === null ? formatGrowingDuration(now - fan.startedAt) : formatDuration(fan.endedAt - fan.startedAt);
  const text = fanLabel(length, fan.counts);
  const density = fanDensity(fan, now, Math.ceil(span.width / 8));
  return (
    <span className={clsx('block h-full', inkOf({ ...fan, outcome: fan.counts.open > 0 ? 'open' : 'done' }))}>
      <span className="-translate-y-1/2 absolute top-1/2 flex h-3 overflow-hidden rounded-[3px]" style={span}>
        {density.map((share, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: slices of time have no other name
          <span key={index} className="flex-1 bg-current" style={{ opacity: 0.22 + share * 0.68 }} />
        ))}
      </span>
      {failureMarks(fan).map((at) => (
        <span
          key={at}
          className="-translate-y-1/2 absolute top-1/2 h-4 w-0.5 rounded-full bg-failed"
          style={{ left: placeSpan(scale, at, at, laneWidth).left }}
        />
      ))}
      <BarLabel text={text} left={placeLabel(text, span, null).left} ink="text-muted" />
    </span>
  );
}

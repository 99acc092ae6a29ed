import { clsx } from 'clsx';
import type { Scale } from './scale.model';
import type { Tick } from './ticks.model';
import { laneRoom, timelineColumns } from './timeline-look';

/** The faint lines behind the bars, one for each mark of the axis, and the ground of shortened time. */
export function TimelineGridLines({ marks, scale }: { marks: readonly Tick[]; scale: Scale }) {
  return (
    <div aria-hidden className={clsx(timelineColumns, 'pointer-events-none absolute inset-0 top-8')}>
      <span className="border-r" />
      <span className={clsx('relative', laneRoom)}>
        {scale.segments
          .filter(({ idle }) => idle)
          .map(({ from, left, right }) => (
            <span
              key={from}
              className="absolute inset-y-0 border-line border-x border-dashed bg-ground"
              style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
            />
          ))}
        {marks
          .filter(({ left }) => left > 0)
          .map(({ at, left }) => (
            <span key={at} className="absolute inset-y-0 w-px bg-line" style={{ left: `${left * 100}%` }} />
          ))}
      </span>
    </div>
  );
}

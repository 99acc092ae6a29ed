import { clsx } from 'clsx';
import type { Ref } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { formatSpan } from '../time/duration.model';
import type { Scale } from './scale.model';
import type { Tick } from './ticks.model';
import { laneRoom, timelineColumns } from './timeline-look';

const IDLE_TEXT_PX = 64;

type Props = {
  instance: InstanceDetails;
  scale: Scale;
  marks: readonly Tick[];
  laneWidth: number;
  laneRef: Ref<HTMLDivElement>;
};

/** Elapsed time along the top, with shortened stretches named. */
export function TimelineAxis({ instance, scale, marks, laneWidth, laneRef }: Props) {
  return (
    <thead className="sticky top-10 z-10 block bg-panel phone:top-12">
      <tr className={clsx(timelineColumns, 'h-8 items-center border-b')}>
        <th scope="col" className="caps truncate pl-4 text-left">
          {instance.name}
        </th>
        <th scope="col" aria-label="Elapsed time" className={clsx('relative h-full font-normal', laneRoom)}>
          <span ref={laneRef} className="absolute inset-0 block text-2xs text-faint">
            {marks.map(({ at, left, text }) => (
              <span
                key={at}
                className="absolute inset-y-0 flex items-center whitespace-nowrap pl-1.5"
                style={{ left: `${left * 100}%` }}
              >
                {text}
              </span>
            ))}
            {scale.segments
              .filter(({ idle }) => idle)
              .map(({ from, to, left, right }) => (
                <span
                  key={from}
                  className="absolute inset-y-0 flex items-center justify-center overflow-hidden whitespace-nowrap bg-ground text-muted"
                  style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
                >
                  {(right - left) * laneWidth >= IDLE_TEXT_PX && `${formatSpan(to - from)} idle`}
                </span>
              ))}
          </span>
        </th>
      </tr>
    </thead>
  );
}

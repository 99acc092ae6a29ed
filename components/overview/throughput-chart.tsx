'use client';

import { clsx } from 'clsx';
import type { Overview } from '@/contract/overview';
import { usePreference } from '../preferences/preference';
import { timeFormat } from '../preferences/time-format';
import { formatShortInstant } from '../time/instant.model';
import { useNow } from '../time/use-now';
import { type Bar, barsOf, ceilingOf, SEGMENTS } from './throughput.model';

const WIDTH = 1_000;
const HEIGHT = 120;
const GAP = 2;

/** How many instances were created, and what has become of them. */
export function ThroughputChart({ throughput }: { throughput: Overview['throughput'] }) {
  const bars = barsOf(throughput);
  const ceiling = ceilingOf(bars);
  const now = useNow();
  const chosen = usePreference(timeFormat);
  const format = (at: number) => formatShortInstant(at, now, chosen === 'utc' ? 'utc' : 'local');
  const sum = (of: (bar: Bar) => number) => bars.reduce((total, bar) => total + of(bar), 0).toLocaleString('en');
  const more = bars.some(({ isCapped }) => isCapped) ? ' or more' : '';
  const first = bars[0]?.from ?? 0;
  return (
    <figure className="px-4 py-3">
      <div className="flex gap-2">
        <div
          aria-hidden
          className="flex h-30 w-10 shrink-0 flex-col justify-between text-right text-2xs text-faint tabular-nums"
        >
          <span>{ceiling.toLocaleString('en')}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-label={`Instances created: ${sum(({ total }) => total)}${more}, of which ${sum(({ counts }) => counts.failed)} have failed and ${sum(({ counts }) => counts.open)} have not ended`}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-30 w-full min-w-0 border-line border-y"
        >
          {bars.map((bar, index) => (
            <BarColumn
              key={bar.from}
              bar={bar}
              x={(index * WIDTH) / bars.length}
              width={WIDTH / bars.length}
              ceiling={ceiling}
              title={`${format(bar.from)}: ${bar.total.toLocaleString('en')}${bar.isCapped ? ' or more' : ''} created, ${bar.counts.failed} failed`}
            />
          ))}
        </svg>
      </div>
      <div
        aria-hidden
        className="mt-1 flex justify-between pl-12 text-2xs text-faint tabular-nums"
        suppressHydrationWarning
      >
        <span>{format(first)}</span>
        <span>now</span>
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 pl-12 text-muted text-xs phone:pl-0">
        {SEGMENTS.map(({ id, label, dot }) => (
          <span key={id} className="flex items-center gap-1.5">
            <span aria-hidden className={clsx('size-2 rounded-sm', dot)} />
            {label} <span className="text-ink tabular-nums">{sum(({ counts }) => counts[id])}</span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

type ColumnProps = { bar: Bar; x: number; width: number; ceiling: number; title: string };

function BarColumn({ bar, x, width, ceiling, title }: ColumnProps) {
  let below = 0;
  return (
    <g>
      <title>{title}</title>
      <rect x={x} y={0} width={width} height={HEIGHT} className="fill-transparent hover:fill-hover" />
      {SEGMENTS.map(({ id, fill }) => {
        const height = (bar.counts[id] / ceiling) * HEIGHT;
        below += height;
        if (height === 0) return null;
        const size = { x: x + GAP / 2, y: HEIGHT - below, width: width - GAP, height };
        return <rect key={id} {...size} className={clsx(fill, 'pointer-events-none')} />;
      })}
    </g>
  );
}

'use client';

import { useRef } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { useElementWidth } from '../ui/use-element-width';
import { usePageVirtualizer } from '../ui/use-page-virtualizer';
import type { Scale } from './scale.model';
import { ticks } from './ticks.model';
import { TimelineAxis } from './timeline-axis';
import { TimelineGridLines } from './timeline-grid-lines';
import { ROW_PX } from './timeline-look';
import { TimelineRowView } from './timeline-row-view';
import type { TimelineRow } from './timeline-rows.model';
import { useTimelineRows } from './use-timeline-rows';

type Props = {
  instance: InstanceDetails;
  rows: readonly TimelineRow[];
  scale: Scale;
  now: number;
  selected: string | null;
  onSelect: (key: string | null) => void;
  onToggle: (key: string) => void;
};

/** The rows of a timeline under their axis. Only those in view are drawn. */
export function TimelineChart(props: Props) {
  const { instance, rows, scale, now, selected } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [lane, laneWidth] = useElementWidth<HTMLDivElement>();
  const virtualizer = usePageVirtualizer({
    list: body,
    count: rows.length,
    rowHeight: ROW_PX,
    keyOf: (index) => rows[index]?.key ?? index,
  });
  const { activeKey, handlers } = useTimelineRows({
    ...props,
    body,
    reveal: (index) => virtualizer.scrollToIndex(index),
  });
  const marks = laneWidth === 0 ? [] : ticks(scale, laneWidth);
  const offset = virtualizer.options.scrollMargin;
  return (
    <div className="relative">
      <TimelineGridLines marks={marks} scale={scale} />
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern for a table whose rows unfold
        role="treegrid"
        aria-label="Timeline"
        aria-rowcount={rows.length + 1}
        {...handlers}
        className="block border-t text-xs"
      >
        <TimelineAxis instance={instance} scale={scale} marks={marks} laneWidth={laneWidth} laneRef={lane} />
        <tbody ref={body} className="relative block border-b" style={{ height: virtualizer.getTotalSize() }}>
          {laneWidth > 0 &&
            virtualizer.getVirtualItems().map(({ index, key, start }) => {
              const row = rows[index];
              if (row === undefined) return null;
              return (
                <TimelineRowView
                  key={key}
                  row={row}
                  index={index}
                  top={start - offset}
                  scale={scale}
                  now={now}
                  laneWidth={laneWidth}
                  isSelected={row.key === selected}
                  isActive={row.key === activeKey}
                />
              );
            })}
        </tbody>
      </table>
    </div>
  );
}

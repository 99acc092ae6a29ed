'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import type { HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';
import { useShortcut } from '../shortcuts/use-shortcut';
import { Skeleton } from '../ui/skeleton';
import { groupEvents } from './group-events.model';
import { Inspector } from './inspector';
import { withoutRetryTimers } from './retry-timers.model';
import { TimelineChart } from './timeline-chart';
import { timelineRows } from './timeline-rows.model';
import { TimelineToolbar } from './timeline-toolbar';
import { useExpanded } from './use-expanded';
import { useTimelineScale } from './use-timeline-scale';

type Props = { instance: InstanceDetails; events: HistoryEventView[] | undefined };

/** The tasks of an instance over time, and what is known of the one that is selected. */
export function TimelineTab({ instance, events }: Props) {
  const [selected, setSelected] = useQueryState('task', parseAsString);
  const [collapseIdle, setCollapseIdle] = useState(true);
  const { expanded, toggle, toggleAll } = useExpanded();
  const tasks = useMemo(() => withoutRetryTimers(groupEvents(events ?? [])), [events]);
  const rows = useMemo(() => timelineRows(tasks, expanded), [tasks, expanded]);
  const { scale, now } = useTimelineScale(instance, tasks, collapseIdle);
  const fans = rows.filter((row) => row.type === 'fan').map(({ key }) => key);
  const selectedTask = tasks.find(({ key }) => key === selected);
  useShortcut('collapseIdle', () => setCollapseIdle(!collapseIdle), scale.hasIdle);
  useShortcut('expandAll', () => toggleAll(fans), fans.length > 0);
  if (events === undefined) return <Skeleton className="m-4 h-40" />;
  return (
    <div className="flex flex-1 items-stretch">
      <div className="min-w-0 flex-1">
        <TimelineToolbar
          tasks={tasks}
          collapseIdle={scale.hasIdle ? collapseIdle : null}
          onCollapseIdle={setCollapseIdle}
          onToggleAll={fans.length > 0 ? () => toggleAll(fans) : null}
          isUnfolded={expanded.size > 0}
        />
        <TimelineChart
          instance={instance}
          rows={rows}
          scale={scale}
          now={now}
          selected={selected}
          onSelect={(key) => void setSelected(key)}
          onToggle={toggle}
        />
      </div>
      {selectedTask !== undefined && (
        <Inspector
          key={selectedTask.key}
          instance={instance}
          task={selectedTask}
          onClose={() => void setSelected(null)}
        />
      )}
    </div>
  );
}

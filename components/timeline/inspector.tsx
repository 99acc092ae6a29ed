'use client';

import { X } from 'lucide-react';
import type { InstanceDetails } from '@/contract/instance';
import { FailureView } from '../instance/failure-view';
import { useShortcut } from '../shortcuts/use-shortcut';
import { Button } from '../ui/button';
import { InspectorFacts } from './inspector-facts';
import { InspectorPayloads } from './inspector-payloads';
import type { TaskGroup } from './task-group';
import { iconOf, inkOf } from './timeline-look';

type Props = { instance: InstanceDetails; task: TaskGroup; onClose: () => void };

/** Everything that is known of one task: beside the timeline where there is room, else over its lower half. */
export function Inspector({ instance, task, onClose }: Props) {
  const Icon = iconOf(task);
  useShortcut('closeInspector', onClose);
  return (
    <aside
      aria-label={`Task ${task.name}`}
      className="w-96 shrink-0 animate-appear border-l max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:w-full max-lg:border-l-0"
    >
      <div className="scrollbar-thin sticky top-10 max-h-[calc(100dvh-5.5rem)] overflow-y-auto max-lg:max-h-[60dvh] max-lg:rounded-t-lg max-lg:bg-raised max-lg:shadow-raised">
        <header className="sticky top-0 flex min-h-10 items-center gap-2 border-b bg-panel py-1 pr-1.5 pl-4 max-lg:bg-raised">
          <Icon aria-hidden className={`size-4 shrink-0 ${inkOf(task)}`} />
          <h2 className="min-w-0 flex-1 truncate font-semibold">{task.name}</h2>
          <Button intent="quiet" size="icon" aria-label="Close" onClick={onClose}>
            <X aria-hidden />
          </Button>
        </header>
        <div className="grid gap-5 p-4">
          <InspectorFacts task={task} />
          {task.question !== null && <p className="border-human border-l-2 pl-3 font-medium">{task.question}</p>}
          {task.failure !== null && <FailureView failure={task.failure} />}
          <InspectorPayloads instance={instance} task={task} />
        </div>
      </div>
    </aside>
  );
}

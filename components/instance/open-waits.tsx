'use client';

import { Radio } from 'lucide-react';
import { useState } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { TimeAgo } from '../time/time-ago';
import { Button } from '../ui/button';
import { RaiseEventDialog } from './raise-event-dialog';

/** Events that are awaited without a question to a person, each with the means to raise it. */
export function OpenWaits({ instance }: { instance: InstanceDetails }) {
  const [raising, setRaising] = useState<string | null>(null);
  const waits = instance.waits.filter(({ state, humanTask }) => state === 'open' && humanTask === null);
  if (waits.length === 0) return null;
  return (
    <>
      <ul className="max-w-2xl divide-y rounded-md border">
        {waits.map(({ taskId, eventName, startedAt }) => (
          <li key={taskId} className="flex items-center gap-3 py-1.5 pr-1.5 pl-3.5">
            <Radio aria-hidden className="size-3.5 shrink-0 text-waiting" />
            <span className="min-w-0 flex-1">
              Waiting for event <strong className="break-all font-semibold">{eventName}</strong>
              <span className="text-faint text-xs">
                {' '}
                · since <TimeAgo at={startedAt} />
              </span>
            </span>
            <Button onClick={() => setRaising(eventName)}>Raise {eventName}…</Button>
          </li>
        ))}
      </ul>
      {raising !== null && (
        <RaiseEventDialog instance={instance} open eventName={raising} onClose={() => setRaising(null)} />
      )}
    </>
  );
}

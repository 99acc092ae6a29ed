'use client';

import type { ReactNode } from 'react';
import type { HistoryEventView } from '@/contract/history-event';
import { TimeAgo } from '../time/time-ago';
import { useNow } from '../time/use-now';
import { IdLink } from '../ui/id-link';
import { waitingOnText } from '../waiting/waiting-on.model';
import { eventDetail } from './event-detail.model';

/** What an event says besides its row, one fact a line. */
export function EventFacts({ event }: { event: HistoryEventView }) {
  const now = useNow(false);
  const { reason, humanTask, attempt, firstTaskId, version, entities = [], tags = {}, ...detail } = eventDetail(event);
  const { awaiting, actor, deployment, callSite } = event;
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-y-1 empty:hidden">
      {reason !== undefined && reason !== '' && <Fact label="Reason">{reason}</Fact>}
      {actor !== null && (
        <Fact label="By">
          {actor.name} <span className="text-muted">through {actor.via}</span>
        </Fact>
      )}
      {humanTask !== undefined && <Fact label="Question">{humanTask.question}</Fact>}
      {detail.instanceId !== undefined && (
        <Fact label={aboutWhat(event.type)}>
          <IdLink id={detail.instanceId} />
        </Fact>
      )}
      {entities.length > 0 && (
        <Fact label="Entities">
          {entities.map((id) => (
            <IdLink key={id} id={id} className="mr-3" />
          ))}
        </Fact>
      )}
      {version != null && <Fact label="Version">{version}</Fact>}
      {attempt !== undefined && (
        <Fact label="Attempt">
          {attempt}
          {firstTaskId !== undefined && <span className="text-muted"> of task #{firstTaskId}</span>}
        </Fact>
      )}
      <Moment label="Fires" at={detail.fireAt} />
      <Moment label="Begins" at={detail.startAt} />
      <Moment label="Delivered" at={detail.dueAt} />
      {Object.entries(tags).map(([key, value]) => (
        <Fact key={key} label={`Tag ${key}`}>
          {value}
        </Fact>
      ))}
      {awaiting !== null && <Fact label="Then waited for">{waitingOnText(awaiting, now)}</Fact>}
      {callSite !== null && (
        <Fact label="Called at">
          <code className="font-mono">{callSite}</code>
        </Fact>
      )}
      {deployment !== null && (
        <Fact label="Deployment">
          <code className="font-mono">{deployment}</code>
        </Fact>
      )}
    </dl>
  );
}

function aboutWhat(type: HistoryEventView['type']): string {
  if (type === 'SubOrchestrationInstanceCreated') return 'Child';
  return type === 'EventSent' ? 'To' : 'Entity';
}

/** Takes epoch milliseconds. */
function Moment({ label, at }: { label: string; at: number | undefined }) {
  if (at === undefined) return null;
  return (
    <Fact label={label}>
      <TimeAgo at={new Date(at).toISOString()} />
    </Fact>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-faint">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

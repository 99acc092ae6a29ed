'use client';

import type { ReactNode } from 'react';
import type { HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';
import { FailureView } from '../instance/failure-view';
import { PayloadLoader } from '../json/payload-loader';
import { TimeAgo } from '../time/time-ago';
import { useNow } from '../time/use-now';
import { waitingOnText } from '../waiting/waiting-on.model';
import { eventDetail } from './event-detail.model';

type Props = { event: HistoryEventView; instance: InstanceDetails };

/** What an event holds beside its row: the payload, a failure, a reason, and what the orchestrator waited for then. */
export function HistoryEventDetails({ event, instance }: Props) {
  const now = useNow(false);
  const { failure, reason, humanTask, fireAt } = eventDetail(event);
  const { awaiting, actor, deployment, callSite, payloadBytes } = event;
  return (
    <div className="grid max-w-3xl gap-3 py-3 pr-4 pl-34 max-lg:pl-4">
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-y-1 empty:hidden">
        {reason !== undefined && <Fact label="Reason">{reason}</Fact>}
        {actor !== null && (
          <Fact label="By">
            {actor.name} <span className="text-muted">through {actor.via}</span>
          </Fact>
        )}
        {humanTask !== undefined && <Fact label="Question">{humanTask.question}</Fact>}
        {fireAt !== undefined && (
          <Fact label="Fires">
            <TimeAgo at={new Date(fireAt).toISOString()} />
          </Fact>
        )}
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
      {failure !== undefined && <FailureView failure={failure} />}
      {payloadBytes !== null ? (
        <PayloadLoader
          label="payload"
          instanceId={instance.instanceId}
          generation={instance.generation}
          seq={event.seq}
        />
      ) : (
        failure === undefined && <p className="text-faint">It carries no payload.</p>
      )}
    </div>
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

import type { HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';
import { FailureView } from '../instance/failure-view';
import { PayloadLoader } from '../json/payload-loader';
import { eventDetail } from './event-detail.model';
import { EventFacts } from './event-facts';

type Props = { event: HistoryEventView; instance: InstanceDetails };

/** What an event holds beside its row: its facts, a failure, and the payload. */
export function HistoryEventDetails({ event, instance }: Props) {
  const { failure } = eventDetail(event);
  return (
    <div className="grid max-w-3xl gap-3 py-3 pr-4 pl-34 max-lg:pl-4">
      <EventFacts event={event} />
      {failure !== undefined && <FailureView failure={failure} />}
      {event.payloadBytes !== null ? (
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

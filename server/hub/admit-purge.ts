/** What a purge meets. */
import type { Message } from '../engine/history';
import type { InstanceRecord } from '../engine/outcome';
import { type Admission, end, run } from './admission';
import type { Arrival } from './arrival';
import type { Resident } from './residents';

type Meeting = { purge: Extract<Message, { type: 'purge' }>; met: Resident | undefined };

/** One that has ended goes; with force one that lives too, which ends first. */
export function meetPurge(
  admission: Admission,
  arrival: Arrival,
  { purge, met }: Meeting,
  childrenOf: (instanceId: string) => readonly string[],
): void {
  if (met === undefined) return void admission.settled.push({ arrival, delivery: 'not-found' });
  if (met.state !== 'ended' && purge.force !== true) {
    admission.settled.push({ arrival, delivery: 'not-ended' });
    return;
  }
  if (overtakesStart(arrival, met)) return void admission.parked.push(arrival);
  const { revision } = recordOf(met);
  admission.purge = { revision, message: purge, children: childrenOf(admission.instanceId) };
  if (met.state === 'ended') admission.settled.push({ arrival, delivery: 'accepted' });
  else if (met.state === 'live') run(admission, arrival, met.execution);
  else end(admission, arrival, met);
}

/** The start of an instance without code lies in the control queue: it has to be known, so that it can go too. */
function overtakesStart({ source }: Arrival, met: Resident): boolean {
  return source.from === 'client' && met.state === 'blocked' && met.record.historyLength === 0;
}

function recordOf(met: Resident): InstanceRecord {
  return met.state === 'live' ? met.execution.record : met.record;
}

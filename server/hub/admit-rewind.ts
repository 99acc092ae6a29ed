/** What a rewind meets. */
import { Execution } from '../engine/execution';
import type { Message, ParentLink, Sent } from '../engine/history';
import type { InstanceRecord } from '../engine/outcome';
import { parentAnswered } from '../engine/sent';
import type { Registry } from '../registry';
import { type Admission, run } from './admission';
import type { Arrival } from './arrival';
import type { Resident } from './residents';

type Meeting = { rewind: Extract<Message, { type: 'rewind' }>; met: Resident | undefined };

/** One that failed tries again. Of others a parent, where it was rewound itself, is told how they stand. */
export function meetRewind(
  admission: Admission,
  arrival: Arrival,
  { rewind: { parent }, met }: Meeting,
  resolve: Registry['resolve'],
): void {
  if (met === undefined || isOther(met, parent)) {
    admission.settled.push({ arrival, delivery: 'not-found' });
    if (parent !== undefined) admission.answers.push(missing(admission.instanceId, parent));
  } else if (met.state === 'ended') {
    meetEnded(admission, arrival, { parent, met }, resolve);
  } else if (parent === undefined) {
    admission.settled.push({ arrival, delivery: 'not-ended' });
  } else if (met.state === 'live') {
    run(admission, arrival, met.execution);
  } else {
    admission.parked.push(arrival);
  }
}

/** True where the id belongs to an instance that the parent has not called. */
function isOther(met: Resident, parent: ParentLink | undefined): boolean {
  return parent !== undefined && recordOf(met).parent?.instanceId !== parent.instanceId;
}

type EndedMeeting = { parent: ParentLink | undefined; met: Extract<Resident, { state: 'ended' }> };

function meetEnded(
  admission: Admission,
  arrival: Arrival,
  { parent, met: { record, history } }: EndedMeeting,
  resolve: Registry['resolve'],
): void {
  if (record.status !== 'Failed' || history === undefined) {
    admission.settled.push({ arrival, delivery: 'not-failed' });
    if (parent !== undefined) admission.answers.push(parentAnswered(parent, record));
    return;
  }
  const { definition } = resolve(record.name, record.version);
  if (definition === null) admission.parked.push(arrival);
  else run(admission, arrival, Execution.toRewind(definition, record, history));
}

function recordOf(met: Resident): InstanceRecord {
  return met.state === 'live' ? met.execution.record : met.record;
}

function missing(instanceId: string, { instanceId: parentId, ...task }: ParentLink): Sent {
  const failure = { errorType: 'InstanceNotFound', message: `There is no instance '${instanceId}' any more.` };
  return { instanceId: parentId, message: { type: 'taskFailed', ...task, failure, durationMs: 0 } };
}

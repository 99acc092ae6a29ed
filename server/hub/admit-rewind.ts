/** What a rewind meets. */
import type { Message, ParentLink, Sent } from '../engine/history';
import { type Admission, run } from './admission';
import type { Arrival } from './arrival';
import type { Resident } from './residents';

type Meeting = { rewind: Extract<Message, { type: 'rewind' }>; met: Resident | undefined };

/** One that failed tries again. A parent that is rewound itself gets the answer of one that has not failed. */
export function meetRewind(admission: Admission, arrival: Arrival, { rewind, met }: Meeting): void {
  const { parent } = rewind;
  if (met === undefined) {
    admission.settled.push({ arrival, delivery: 'not-found' });
    if (parent !== undefined) admission.answers.push(missing(admission.instanceId, parent));
  } else if (met.state === 'ended') {
    admission.settled.push({ arrival, delivery: 'not-failed' });
  } else if (parent === undefined) {
    admission.settled.push({ arrival, delivery: 'not-ended' });
  } else if (met.state === 'live') {
    run(admission, arrival, met.execution);
  } else {
    admission.parked.push(arrival);
  }
}

function missing(instanceId: string, { instanceId: parentId, ...task }: ParentLink): Sent {
  const failure = { errorType: 'InstanceNotFound', message: `There is no instance '${instanceId}' any more.` };
  return { instanceId: parentId, message: { type: 'taskFailed', ...task, failure, durationMs: 0 } };
}

/**
 * Decides what each arrival meets: an instance to run, one that has ended, or none.
 *
 * A1. A start makes an instance where there is none, or where the one with its id has ended; else it is a conflict, unless
 *     it says otherwise.
 * A2. What arrives for an instance that cannot run here stays where it is.
 * A3. Nothing overtakes a start: what a client of this node sends to an instance whose start is still on its way goes by
 *     row, behind it.
 * A4. A start counts once: where its instance has begun, or has ended before it could begin, nothing happens.
 * A5. A parent whose message comes to nothing is told so.
 * A6. What came by row before the start of an instance was meant for one that had its id before, and has gone.
 * A7. So was a timer that fires before the time of the one that has its number now.
 * A8. No more events wait for an instance than may; those that an orchestrator or another node sent count, and come in.
 */
import { limits } from '@/contract/limits';
import { TimerTask } from '../engine/scheduled-task';
import type { Registry } from '../registry';
import { type Admission, end, isPending, newAdmission, run } from './admission';
import { meetPurge } from './admit-purge';
import { meetRewind } from './admit-rewind';
import { meetStart } from './admit-start';
import type { Arrival } from './arrival';
import type { Resident } from './residents';

/** What is known beyond the instances themselves. */
export type Surroundings = {
  resolve: Registry['resolve'];
  /** The sub-orchestrations of the instances that are to be purged. */
  childrenOf: (instanceId: string) => readonly string[];
};

/** Sorts the arrivals of one instance. `resident` is what is known of it; undefined where there is no such instance. */
export function admit(
  instanceId: string,
  arrivals: readonly Arrival[],
  resident: Resident | undefined,
  surroundings: Surroundings,
): Admission {
  const admission = newAdmission(instanceId, resident);
  let met = resident;
  for (const arrival of arrivals) met = meet(admission, arrival, met, surroundings);
  return admission;
}

/** What the next arrival meets. */
function meet(
  admission: Admission,
  arrival: Arrival,
  met: Resident | undefined,
  surroundings: Surroundings,
): Resident | undefined {
  const { message } = arrival;
  if (message.type === 'start')
    return meetStart(admission, arrival, { start: message.start, met }, surroundings.resolve);
  if (isBeforeStart(admission, met)) meetBeforeStart(admission, arrival);
  else if (message.type === 'purge') meetPurge(admission, arrival, { purge: message, met }, surroundings.childrenOf);
  else if (message.type === 'rewind') meetRewind(admission, arrival, { rewind: message, met }, surroundings.resolve);
  else meetMessage(admission, arrival, met);
  return met;
}

function meetMessage(admission: Admission, arrival: Arrival, met: Resident | undefined): void {
  if (met === undefined) admission.settled.push({ arrival, delivery: 'not-found' });
  else if (arrival.message.type === 'release') release(admission, arrival);
  else if (met.state === 'ended') admission.settled.push({ arrival, delivery: 'ended' });
  else if (isTooMuch(admission, arrival, met)) admission.settled.push({ arrival, delivery: 'queue-full' });
  else if (isBeforeItsTime(arrival, met)) admission.settled.push({ arrival, delivery: 'not-found' });
  else if (met.state === 'live') run(admission, arrival, met.execution);
  else if (met.failure !== undefined || arrival.message.type === 'terminate') end(admission, arrival, met);
  else admission.parked.push(arrival);
}

function isBeforeItsTime({ message }: Arrival, met: Resident): boolean {
  if (message.type !== 'timerFired' || met.state !== 'live') return false;
  const task = met.execution.generation.openTask(message.taskId);
  return task instanceof TimerTask && message.fireAt < task.fireAt;
}

/** What a client brings can be refused; what has a row was accepted already. */
function isTooMuch({ admitted }: Admission, { message, source }: Arrival, met: Resident): boolean {
  if (message.type !== 'eventRaised' || source.from !== 'client' || met.state !== 'live') return false;
  return met.execution.generation.queuedEvents + admitted.length >= limits().queuedEvents;
}

/** Also of one that has ended: activities that nobody waited for may be held back still. */
function release(admission: Admission, arrival: Arrival): void {
  admission.isReleased = true;
  admission.settled.push({ arrival, delivery: 'accepted' });
}

function isBeforeStart({ execution }: Admission, met: Resident | undefined): boolean {
  return execution === null && isPending(met);
}

/** Rows come in the order in which they were written, the start's own among them. */
function meetBeforeStart({ parked, settled }: Admission, arrival: Arrival): void {
  if (arrival.source.from === 'client') parked.push(arrival);
  else settled.push({ arrival, delivery: 'not-found' });
}

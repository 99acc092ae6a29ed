/**
 * Decides what each arrival meets: an instance to run, one that has ended, or none.
 *
 * A1. A start makes an instance where there is none, or where the one with its id has ended; else it is a conflict.
 * A2. What arrives for an instance that cannot run here stays where it is.
 * A3. Nothing overtakes a start: what a client of this node sends to an instance whose start is still on its way goes by
 *     row, behind it.
 * A4. A start counts once: where its instance has begun, or has ended before it could begin, nothing happens.
 */
import { Execution } from '../engine/execution';
import type { StartFacts } from '../engine/history';
import type { InstanceRecord } from '../engine/outcome';
import { failingWith } from '../engine/version-mismatch';
import type { Registry } from '../registry';
import type { Arrival, Delivery } from './arrival';
import type { Blocked, Resident } from './residents';

export type Admission = {
  instanceId: string;
  /** The instance to run the turn; null where no arrival needs one. */
  execution: Execution | null;
  /** Arrivals whose messages go into the turn, in order. */
  admitted: Arrival[];
  /** Arrivals that are settled without a turn. */
  settled: { arrival: Arrival; delivery: Delivery }[];
  /** Arrivals that have to wait. */
  parked: Arrival[];
  /** What keeps the instance from running. */
  blocked: Blocked | null;
};

type Resolve = Registry['resolve'];

/** Sorts the arrivals of one instance. `resident` is what is known of it; undefined where there is no such instance. */
export function admit(
  instanceId: string,
  arrivals: readonly Arrival[],
  resident: Resident | undefined,
  resolve: Resolve,
): Admission {
  const admission: Admission = { instanceId, execution: null, admitted: [], settled: [], parked: [], blocked: null };
  if (resident?.state === 'blocked') admission.blocked = resident;
  let met = resident;
  for (const arrival of arrivals) {
    const { message } = arrival;
    if (message.type === 'start') met = meetStart(admission, arrival, message.start, met, resolve);
    else meetMessage(admission, arrival, met);
  }
  return admission;
}

function meetMessage(admission: Admission, arrival: Arrival, met: Resident | undefined): void {
  if (met === undefined) admission.settled.push({ arrival, delivery: 'not-found' });
  else if (met.state === 'ended') admission.settled.push({ arrival, delivery: 'ended' });
  else if (overtakesStart(admission, arrival, met)) admission.parked.push(arrival);
  else if (met.state === 'live') run(admission, arrival, met.execution);
  else if (met.failure !== undefined || arrival.message.type === 'terminate') end(admission, arrival, met);
  else admission.parked.push(arrival);
}

/** Without its code an instance can only end. */
function end(admission: Admission, arrival: Arrival, { record, lastTurn }: Blocked): void {
  run(admission, arrival, Execution.withoutCode(record, lastTurn));
}

function overtakesStart({ execution }: Admission, { source }: Arrival, met: Resident): boolean {
  return source.from === 'client' && execution === null && isPending(met);
}

/** Its row is there, and nothing has happened to it: not even its start. */
function isPending(met: Resident | undefined): met is Extract<Resident, { state: 'live' }> {
  return met?.state === 'live' && met.execution.record.historyLength === 0;
}

function run(admission: Admission, arrival: Arrival, execution: Execution): void {
  admission.execution ??= execution;
  admission.admitted.push(arrival);
}

function meetStart(
  admission: Admission,
  arrival: Arrival,
  start: StartFacts,
  met: Resident | undefined,
  resolve: Resolve,
): Resident | undefined {
  if (isPending(met) && met.execution.record.executionId === start.executionId) {
    run(admission, arrival, met.execution);
    return met;
  }
  const known = met?.state === 'live' ? met.execution.record : met?.record;
  if (met?.state === 'blocked' && met.record.historyLength === 0) admission.parked.push(arrival);
  else if (known?.executionId === start.executionId) admission.settled.push({ arrival, delivery: 'accepted' });
  else if (met === undefined || met.state === 'ended') return create(admission, arrival, start, met?.record, resolve);
  else admission.settled.push({ arrival, delivery: 'conflict' });
  return met;
}

function create(
  admission: Admission,
  arrival: Arrival,
  start: StartFacts,
  ended: InstanceRecord | undefined,
  resolve: Resolve,
): Resident | undefined {
  const { definition, version, missing } = resolve(start.name, start.version);
  const code = definition ?? (missing.failure && failingWith(missing.failure));
  if (code === null) {
    admission.parked.push(arrival);
    return ended === undefined ? undefined : { state: 'ended', record: ended };
  }
  const generation = ended === undefined ? 0 : ended.generation + 1;
  const record = newRecord(admission.instanceId, { ...start, version: version ?? start.version }, generation);
  const replaces = ended === undefined ? null : { instanceId: ended.instanceId, revision: ended.revision };
  const execution = new Execution(code, record, { isNew: true, replaces });
  run(admission, arrival, execution);
  return { state: 'live', execution };
}

function newRecord(instanceId: string, start: StartFacts, generation: number): InstanceRecord {
  return {
    instanceId,
    executionId: start.executionId,
    generation,
    revision: 0,
    name: start.name,
    version: start.version ?? null,
    status: 'Pending',
    createdAt: start.createdAt,
    updatedAt: start.createdAt,
    completedAt: null,
    input: start.input,
    output: null,
    failure: null,
    customStatus: null,
    tags: start.tags,
    parent: start.parent,
    waitingOn: null,
    problem: null,
    historyLength: 0,
  };
}

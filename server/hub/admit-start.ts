/** What a start meets. */
import { Execution, type Origin, type Replacement } from '../engine/execution';
import type { ParentLink, Sent, StartFacts } from '../engine/history';
import { newRecord } from '../engine/new-record';
import type { InstanceRecord } from '../engine/outcome';
import { NO_REMAINS } from '../engine/remains';
import { failingWith } from '../engine/version-mismatch';
import type { MissingCode, Registry } from '../registry';
import { type Admission, end, isPending, run } from './admission';
import type { Arrival, Delivery } from './arrival';

import type { Resident } from './residents';

type Meeting = { start: StartFacts; met: Resident | undefined };

/** What the next arrival meets. */
export function meetStart(
  admission: Admission,
  arrival: Arrival,
  { start, met }: Meeting,
  resolve: Registry['resolve'],
): Resident | undefined {
  const known = met?.state === 'live' ? met.execution.record : met?.record;
  if (known?.executionId === start.executionId) meetItself(admission, arrival, met);
  else if (met === undefined || met.state === 'ended') return create(admission, arrival, { start, met }, resolve);
  else if (start.onConflict === 'replace') return replace(admission, arrival, { start, met }, resolve);
  else refuse(admission, arrival, start);
  return met;
}

/** The instance is there already, and may wait for this very message. */
function meetItself(admission: Admission, arrival: Arrival, met: Resident | undefined): void {
  if (isPending(met)) run(admission, arrival, met.execution);
  else if (met?.state === 'blocked' && met.record.historyLength === 0) admission.parked.push(arrival);
  else admission.settled.push({ arrival, delivery: 'accepted' });
}

function refuse(admission: Admission, arrival: Arrival, { onConflict, parent }: StartFacts): void {
  const delivery: Delivery = onConflict === 'return-existing' ? 'exists' : 'conflict';
  admission.settled.push({ arrival, delivery });
  if (parent !== null && delivery === 'conflict') admission.answers.push(conflict(admission.instanceId, parent));
}

function conflict(instanceId: string, { instanceId: parentId, ...task }: ParentLink): Sent {
  const message = `There is an instance '${instanceId}' that has not ended.`;
  const failure = { errorType: 'InstanceExists', message };
  return { instanceId: parentId, message: { type: 'taskFailed', ...task, failure, durationMs: 0 } };
}

/** The code that the start asks for, and the row that it makes; or what is missing. */
function prepare(
  instanceId: string,
  start: StartFacts,
  generation: number,
  resolve: Registry['resolve'],
): Replacement | MissingCode {
  const { definition, version = start.version, missing } = resolve(start.name, start.version);
  if (missing?.failure === null) return missing;
  const record = newRecord(instanceId, start, generation, version);
  return { definition: missing === null ? definition : failingWith(missing.failure), record };
}

type Replacing = { start: StartFacts; met: Extract<Resident, { state: 'live' | 'blocked' }> };

/** The one that is there ends in the turn in which the new one begins. */
function replace(
  admission: Admission,
  arrival: Arrival,
  { start, met }: Replacing,
  resolve: Registry['resolve'],
): Resident {
  const replacement = prepare(admission.instanceId, start, 0, resolve);
  if ('problem' in replacement) {
    admission.parked.push(arrival);
    return met;
  }
  admission.replacements ??= new Map();
  admission.replacements.set(arrival.message, replacement);
  if (met.state === 'live') run(admission, arrival, met.execution);
  else end(admission, arrival, met);
  return admission.execution === null ? met : { state: 'live', execution: admission.execution };
}

type Making = { start: StartFacts; met: Extract<Resident, { state: 'ended' }> | undefined };

function create(
  admission: Admission,
  arrival: Arrival,
  { start, met }: Making,
  resolve: Registry['resolve'],
): Resident | undefined {
  const { instanceId } = admission;
  const generation = met === undefined ? 0 : met.record.generation + 1;
  const origin = { isNew: true, replaces: met === undefined ? null : replacing(met.record) };
  const made = prepare(instanceId, start, generation, resolve);
  if ('problem' in made) {
    const record = newRecord(instanceId, start, generation);
    return wait(admission, arrival, { record, origin, missing: made, met });
  }
  const execution = new Execution(made.definition, made.record, origin);
  run(admission, arrival, execution);
  return { state: 'live', execution };
}

function replacing({ instanceId, revision }: InstanceRecord) {
  return { instanceId, revision };
}

type Waiting = {
  record: InstanceRecord;
  origin: Origin;
  missing: MissingCode;
  met: Resident | undefined;
};

/** Its row says what it waits for, while its start stays where it is. A client's start makes a row of its own. */
function wait(admission: Admission, arrival: Arrival, { record, origin, missing, met }: Waiting): Resident | undefined {
  admission.parked.push(arrival);
  if (arrival.source.from !== 'queue') return met;
  const { problem } = missing;
  admission.blocked = { state: 'blocked', record, remains: NO_REMAINS, problem, missing, origin };
  return admission.blocked;
}

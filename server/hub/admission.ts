/** What one batch does to one instance, in the making. */
import { Execution, type Replacement } from '../engine/execution';
import type { Message, Sent } from '../engine/history';
import type { Arrival, Delivery } from './arrival';
import type { Purge } from './purge';
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
  /** Starts that take the place of the instance, with what they begin. */
  replacements: Map<Message, Replacement> | undefined;
  /** What keeps the instance from running. */
  blocked: Blocked | null;
  /** Answers that no execution gives. */
  answers: Sent[];
  /** Given where the instance goes for good, after its turn if there is one. */
  purge: Purge | null;
  /** True where somebody wants it to be held back no longer. */
  isReleased: boolean;
};

export function newAdmission(instanceId: string, resident: Resident | undefined): Admission {
  const blocked = resident?.state === 'blocked' ? resident : null;
  return {
    instanceId,
    execution: null,
    admitted: [],
    settled: [],
    parked: [],
    replacements: undefined,
    blocked,
    answers: [],
    purge: null,
    isReleased: false,
  };
}

/** Its row is there, and nothing has happened to it: not even its start. */
export function isPending(met: Resident | undefined): met is Extract<Resident, { state: 'live' }> {
  return met?.state === 'live' && met.execution.record.historyLength === 0;
}

/** The arrival's message goes into the turn. */
export function run(admission: Admission, arrival: Arrival, execution: Execution): void {
  admission.execution ??= execution;
  admission.admitted.push(arrival);
}

/** Without its code an instance can only end, and what it began with waits no longer. */
export function end(admission: Admission, arrival: Arrival, { record, remains, origin }: Blocked): void {
  run(admission, arrival, Execution.withoutCode(record, remains, origin));
  const starts = admission.parked.filter(({ message }) => message.type === 'start');
  admission.parked = admission.parked.filter(({ message }) => message.type !== 'start');
  admission.settled.push(...starts.map((start) => ({ arrival: start, delivery: 'accepted' as const })));
}

/** Uuids for orchestrators: as good as random, and the same in every replay. Frozen as algorithm 1 in ADR 9. */
import { toDate } from '../orchestration-time';
import { uuidV5 } from '../uuid-v5';
import type { ContextHost } from './context-host';

/** The namespace that Durable Functions uses in all its languages. */
const NAMESPACE = '9e952958-5e33-4daf-827f-2fa12937b875';

/** The uuid number `count` of this generation, counted from 0. */
export function newGuid(host: ContextHost, count: number): string {
  return uuidV5(`${host.record.executionId}_${toDate(host.now).toISOString()}_${count}`, NAMESPACE);
}

/** What the hub tells whoever wants to know: clients that wait, the change feed, logs, metrics and tests. */
import { EventEmitter } from 'node:events';
import type { InstanceRecord } from '../engine/outcome';

export type HubSignals = {
  /** A checkpoint is durable. */
  checkpoint: [{ partitionId: number; instances: number; events: number; ms: number }];
  /** These instances have changed, on this node or another; null where they are not known by name. */
  changed: [instanceIds: string[] | null, where: 'here' | 'elsewhere'];
  /** An instance has ended. */
  ended: [record: InstanceRecord];
  partitionAcquired: [partitionId: number];
  partitionLost: [partitionId: number];
  /** A partition emptied its memory and reads it again. */
  recovered: [partitionId: number];
};

export class HubEmitter extends EventEmitter<HubSignals> {
  constructor() {
    super();
    this.setMaxListeners(0);
  }
}

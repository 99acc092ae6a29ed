/**
 * What a partition keeps in memory: suspended code of instances that live, the last record of those that ended, entities.
 *
 * K1. Only what a committed checkpoint left behind stays here; on any doubt the partition empties it.
 */
import type { FailureDetails } from '@/contract/failure-details';
import type { EntityRecord } from '../engine/entity-record';
import type { Execution, Origin } from '../engine/execution';
import type { HistoryEvent } from '../engine/history';
import type { InstanceRecord } from '../engine/outcome';
import type { Remains } from '../engine/remains';
import type { MissingCode } from '../registry';
import { RecentlyUsed } from './recently-used';

export type Resident =
  | { state: 'live'; execution: Execution }
  /** Its history is given where it is to be rewound. */
  | { state: 'ended'; record: InstanceRecord; history?: HistoryEvent[] | undefined }
  /** It cannot go on in this process: its messages stay where they are. */
  | Blocked;

export type Blocked = {
  state: 'blocked';
  record: InstanceRecord;
  remains: Remains;
  problem: string;
  /** The code that it needs and this node does not have. */
  missing?: MissingCode | undefined;
  /** Given where it has no row yet, or one that another takes the place of. */
  origin?: Origin | undefined;
  /** Given where it does not wait but ends, as soon as anything comes for it. */
  failure?: FailureDetails | undefined;
};

export class Residents extends RecentlyUsed<Resident> {
  /** The partition's entities; null for those that are known not to have a row. */
  readonly entities: RecentlyUsed<EntityRecord | null>;

  constructor(countMax: number) {
    super(countMax);
    this.entities = new RecentlyUsed(countMax);
  }

  override clear(): void {
    super.clear();
    this.entities.clear();
  }

  override evict(isBusy: (instanceId: string) => boolean): number {
    return super.evict(isBusy) + this.entities.evict(isBusy);
  }
}

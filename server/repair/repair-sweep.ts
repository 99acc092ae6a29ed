/**
 * Looks for what should be impossible, has it mended where that is safe, and tells of it.
 *
 * RP1. It reads one partition at a time, some instances in each sweep, and comes round to all of them.
 * RP2. It acts on what it has seen in two sweeps in a row.
 * RP3. It mends by message: what has to be done its owner does, between turns.
 * RP4. What it does not see any more was mended; what it still sees after it was to be mended is for people.
 */
import { isTerminal } from '@/contract/runtime-status';
import type { Tenure } from '../duties/duty';
import type { Node } from '../hub/node';
import type { Log } from '../log';
import type { Finding, OpenCursor } from '../operations-store';
import type { Store } from '../store';
import { mend } from './mend';

export type RepairOptions = {
  /** Instances that something happened to so lately are left alone. */
  quietMs: number;
  /** What waits in a queue for so long is stuck there. */
  patienceMs: number;
};

type Repair = {
  node: Pick<Node, 'deliver' | 'lockOf'>;
  store: Store;
  log: Log;
  /** Counts each finding once it is known what came of it. */
  found: (kind: string, outcome: 'mended' | 'reported') => void;
};

const PAGE = 500;
const LOCKS_MAX = 500;

export class RepairSweep {
  #cursor: OpenCursor | null = null;
  /** What the last sweep saw, by key. */
  #seen = new Map<string, Finding>();
  /** Where the outboxes of the partitions stand, and since when. */
  readonly #outboxes = new Map<number, { detail: string; since: number }>();
  /** What is to have been mended, and whether people were told that it was not. */
  readonly #acted = new Map<string, { isReported: boolean }>();

  constructor(
    private readonly repair: Repair,
    private readonly options: RepairOptions,
  ) {}

  /** One sweep. Gives what it saw twice. */
  async sweep(tenure: Tenure): Promise<Finding[]> {
    const { store } = this.repair;
    const before = await store.openFindings();
    const byPartition = await this.#instances(before);
    const seen = new Map<string, Finding>();
    for (let partitionId = 0; partitionId < store.partitionCount; partitionId += 1) {
      if (!(await tenure.keep())) return [];
      for (const finding of await this.#look(partitionId, byPartition.get(partitionId) ?? [])) {
        seen.set(keyOf(finding), finding);
      }
    }
    const confirmed = [...seen].flatMap(([key, finding]) => (this.#seen.has(key) ? [finding] : []));
    this.#seen = seen;
    await this.#close(before.filter((finding) => !seen.has(keyOf(finding))));
    await store.recordFindings(confirmed);
    for (const finding of confirmed) await this.#act(finding);
    return confirmed;
  }

  /** The next instances to look at, and those that something was found of. */
  async #instances(found: Finding[]): Promise<Map<number, string[]>> {
    const { instances, next } = await this.repair.store.listOpen(this.#cursor, this.options.quietMs, PAGE);
    this.#cursor = next;
    const again = [...this.#seen.values(), ...found].filter(({ instanceId }) => instanceId !== '');
    const byPartition = new Map<number, Set<string>>();
    for (const { partitionId, instanceId } of [...instances, ...again]) {
      byPartition.set(partitionId, (byPartition.get(partitionId) ?? new Set()).add(instanceId));
    }
    return new Map([...byPartition].map(([partitionId, ids]) => [partitionId, [...ids]]));
  }

  async #look(partitionId: number, instanceIds: string[]): Promise<Finding[]> {
    const { store } = this.repair;
    const { quietMs, patienceMs } = this.options;
    const ofInstances = instanceIds.length === 0 ? [] : await store.examine(partitionId, instanceIds, quietMs);
    const ofQueues = await store.examineQueues(partitionId, patienceMs);
    const stuck = ofQueues.filter((finding) => finding.kind !== 'stuck-outbox' || this.#isStuck(finding));
    return [...ofInstances, ...stuck, ...(await this.#lostLocks(partitionId))];
  }

  /** An outbox does not say how old its rows are: one that stands where it stood long ago is stuck. */
  #isStuck({ partitionId, detail }: Finding): boolean {
    const stands = this.#outboxes.get(partitionId);
    if (stands?.detail === detail) return performance.now() - stands.since >= this.options.patienceMs;
    this.#outboxes.set(partitionId, { detail, since: performance.now() });
    return this.options.patienceMs === 0;
  }

  async #lostLocks(partitionId: number): Promise<Finding[]> {
    const { store } = this.repair;
    const lost: Finding[] = [];
    for (const { instanceId, owner } of await store.listLocks(partitionId, this.options.patienceMs, LOCKS_MAX)) {
      const holder = await store.getInstanceStatus(owner.instanceId);
      if (holder !== null && holder.generation <= owner.generation && !isTerminal(holder.status)) continue;
      const detail = `It is locked by ${owner.instanceId}, which has ended or is gone.`;
      lost.push({ kind: 'lost-lock', partitionId, instanceId, taskId: owner.taskId, detail });
    }
    return lost;
  }

  async #act(finding: Finding): Promise<void> {
    const { log, found } = this.repair;
    const { kind, partitionId: partition, instanceId, taskId, detail } = finding;
    const key = keyOf(finding);
    const acted = this.#acted.get(key);
    const facts = { finding: kind, partition, instanceId, taskId, detail };
    if (acted === undefined) {
      log.error(facts, 'something was found that should be impossible; it is being mended');
      this.#acted.set(key, { isReported: false });
    } else if (!acted.isReported) {
      log.error(facts, 'something that should be impossible could not be mended');
      found(kind, 'reported');
      acted.isReported = true;
    }
    await mend(finding, this.repair);
  }

  async #close(mended: Finding[]): Promise<void> {
    if (mended.length === 0) return;
    await this.repair.store.closeFindings(mended);
    for (const finding of mended) {
      this.#acted.delete(keyOf(finding));
      this.repair.found(finding.kind, 'mended');
      const { kind, instanceId, partitionId: partition } = finding;
      this.repair.log.info({ finding: kind, partition, instanceId }, 'what should have been impossible was mended');
    }
  }
}

/** The detail of a queue tells where it stands: where that changes, it moves. */
function keyOf({ kind, partitionId, instanceId, taskId, detail }: Finding): string {
  return JSON.stringify([kind, partitionId, instanceId, taskId, kind === 'stuck-outbox' ? detail : '']);
}

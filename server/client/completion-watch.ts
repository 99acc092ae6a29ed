/** Waits for instances to end: told by this node's checkpoints and by other nodes' hints, asking now and then in case. */
import { isTerminal } from '@/contract/runtime-status';
import type { InstanceRecord } from '../engine/outcome';
import type { Node } from '../hub/node';
import type { InstanceStatus, QueryStore } from '../store';
import { ClientError } from './client-error';

const POLL_MS = 1_000;

type Waiter = { ended: (status: InstanceStatus) => void; look: () => void };

export class CompletionWatch {
  readonly #waiters = new Map<string, Set<Waiter>>();

  constructor(
    private readonly node: Node,
    private readonly store: QueryStore,
  ) {
    node.signals.on('ended', (record) => this.#ended(record));
    node.signals.on('changed', (instanceIds, where) => where === 'elsewhere' && this.#look(instanceIds));
  }

  /** The status at the instance's end, or the last known one after `timeoutMs`. */
  async wait(instanceId: string, timeoutMs: number | undefined): Promise<InstanceStatus> {
    const known = this.#known(instanceId);
    if (known !== 'live') {
      const status = known ?? (await this.#read(instanceId));
      if (isTerminal(status.status)) return status;
    }
    return new Promise((resolve, reject) => this.#watch(instanceId, timeoutMs, { resolve, reject }));
  }

  #watch(
    instanceId: string,
    timeoutMs: number | undefined,
    { resolve, reject }: { resolve: (status: InstanceStatus) => void; reject: (error: unknown) => void },
  ): void {
    const deadline = timeoutMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeoutMs;
    let timer: NodeJS.Timeout;
    const waiter: Waiter = {
      ended: (status) => {
        clearTimeout(timer);
        this.#remove(instanceId, waiter);
        resolve(status);
      },
      look: () => {
        clearTimeout(timer);
        // Its end will be told: the owner is this node.
        if (this.#known(instanceId) === 'live' && performance.now() < deadline) return arm();
        this.#read(instanceId).then((status) => {
          if (isTerminal(status.status) || performance.now() >= deadline) waiter.ended(status);
          else arm();
        }, fail);
      },
    };
    const fail = (error: unknown) => {
      this.#remove(instanceId, waiter);
      reject(error);
    };
    const arm = () => {
      timer = setTimeout(waiter.look, Math.max(0, Math.min(POLL_MS, deadline - performance.now())));
    };
    this.#add(instanceId, waiter);
    // It may have ended since it was looked up.
    const known = this.#known(instanceId);
    if (known !== undefined && known !== 'live') waiter.ended(known);
    else arm();
  }

  #known(instanceId: string): InstanceStatus | 'live' | undefined {
    const resident = this.node.peek(instanceId);
    if (resident?.state === 'ended') return statusOf(resident.record);
    return resident?.state === 'live' ? 'live' : undefined;
  }

  async #read(instanceId: string): Promise<InstanceStatus> {
    const status = await this.store.getInstanceStatus(instanceId);
    if (status === null) throw new ClientError('instance-not-found', `There is no instance '${instanceId}'.`);
    return status;
  }

  #ended(record: InstanceRecord): void {
    const waiters = this.#waiters.get(record.instanceId);
    if (waiters !== undefined) for (const waiter of [...waiters]) waiter.ended(statusOf(record));
  }

  #look(instanceIds: string[] | null): void {
    for (const instanceId of instanceIds ?? this.#waiters.keys()) {
      for (const waiter of this.#waiters.get(instanceId) ?? []) waiter.look();
    }
  }

  #add(instanceId: string, waiter: Waiter): void {
    const waiters = this.#waiters.get(instanceId);
    if (waiters === undefined) this.#waiters.set(instanceId, new Set([waiter]));
    else waiters.add(waiter);
  }

  #remove(instanceId: string, waiter: Waiter): void {
    const waiters = this.#waiters.get(instanceId);
    waiters?.delete(waiter);
    if (waiters?.size === 0) this.#waiters.delete(instanceId);
  }
}

function statusOf({ status, generation, output, failure }: InstanceRecord): InstanceStatus {
  return { status, generation, output, failure };
}

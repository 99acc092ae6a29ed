/**
 * The partitions that a node owns, and how they come and go.
 *
 * N2. What it owns it runs: also what it was never told that it has, because the answer was lost.
 * N3. Nodes share the partitions evenly: one that has too few asks for some of those that have most, and takes free ones.
 * N4. A partition whose instances wait for code goes to a node that has it, and stays there while the nodes differ.
 * N5. A partition changes hands from owner to owner, and both are told at once: nobody waits for a heartbeat.
 */
import type { HeldLease, Lease, Renewal } from '../store';
import { asksOf } from './fair-shares';
import type { HubContext } from './hub-context';
import { Partition } from './partition';

export type Neighbourhood = {
  /** The node may hold work items of this partition that it does not know of. */
  doubt(partitionId: number): void;
  /** Others have reason to look at what they own. */
  tellMembers(): void;
};

export class Holdings {
  readonly #partitions = new Map<number, Partition>();
  /** Partitions that others gave to this node for the code that it has. */
  #pinned: ReadonlySet<number> = new Set();

  constructor(
    private readonly hub: HubContext,
    private readonly neighbours: Neighbourhood,
  ) {}

  get(partitionId: number): Partition | undefined {
    return this.#partitions.get(partitionId);
  }

  get all(): Partition[] {
    return [...this.#partitions.values()];
  }

  get ids(): number[] {
    return [...this.#partitions.keys()];
  }

  /** Brings what this node runs in line with what the store says, and sees to its share. */
  async update(renewal: Renewal): Promise<void> {
    this.#pinned = new Set(renewal.leases.filter((lease) => this.#isMine(lease)).map(({ partitionId }) => partitionId));
    await this.#compare(renewal.leases);
    await Promise.all([this.#handOverForCode(), this.#answer(renewal.leases)]);
    await this.#takeShare(renewal);
  }

  /** Gives everything on to others, each partition as soon as it is at rest. */
  async leave(): Promise<void> {
    const heirs = this.hub.others.heirs(this.#partitions.size);
    await Promise.all(this.all.map((partition, index) => this.#give(partition, heirs[index])));
  }

  #isMine({ heir }: HeldLease): boolean {
    return heir === this.hub.nodeId;
  }

  /** What the store says this node holds, against what it runs. */
  async #compare(leases: HeldLease[]): Promise<void> {
    const held = new Set(leases.map(({ partitionId }) => partitionId));
    for (const partition of this.all) if (!held.has(partition.id)) partition.doubt();
    const unknown = leases.filter(({ partitionId }) => !this.#partitions.has(partitionId));
    await Promise.all(unknown.map((lease) => this.#takeUp(lease)));
  }

  /** Another node handed it over, or it was given back and the store never heard of it. */
  async #takeUp({ heir: _, ...lease }: HeldLease): Promise<void> {
    const renewed = await this.hub.store.reacquirePartition(lease);
    if (renewed !== 'lease-lost') await this.#own(renewed);
  }

  /** Partitions whose instances wait for code go to a node that has it. */
  async #handOverForCode(): Promise<void> {
    for (const partition of this.all) {
      const heir = this.hub.others.runnerOf(partition.missingCode);
      if (heir !== undefined) await this.#give(partition, heir, { isPinned: true });
    }
  }

  /** Gives away what others have asked for. */
  async #answer(leases: HeldLease[]): Promise<void> {
    const { others, nodeId, store } = this.hub;
    if (this.#pinned.size > 0 && others.haveAllCode) {
      await store.unpinPartitions(nodeId);
      this.#pinned = new Set();
    }
    const asked = leases.filter((lease) => lease.heir !== null && !this.#isMine(lease));
    await Promise.all(
      asked.map(async ({ partitionId, heir }) => {
        const partition = this.#partitions.get(partitionId);
        if (partition !== undefined && heir !== null) await this.#give(partition, heir);
      }),
    );
  }

  async #takeShare({ liveNodes, asked = 0 }: Renewal): Promise<void> {
    const { nodeId, store, others } = this.hub;
    const free = Math.ceil(store.partitionCount / liveNodes) - this.#partitions.size;
    if (free > 0) {
      const taken = await store.acquirePartitions(nodeId, free);
      await Promise.all(taken.map((lease) => this.#own(lease)));
    }
    const asks = asksOf(nodeId, [...others.members, { nodeId, partitions: this.#partitions.size + asked }]);
    if (asks.size === 0) return;
    const granted = await Promise.all([...asks].map(([owner, count]) => store.askForPartitions(nodeId, owner, count)));
    if (granted.some((count) => count > 0)) this.neighbours.tellMembers();
  }

  async #own(lease: Lease & { isLeftBehind?: boolean }): Promise<void> {
    await this.hub.suspects.takeOver(lease);
    if (lease.isLeftBehind === true) this.hub.signals.emit('takenOver', lease.partitionId);
    const partition = new Partition(this.hub, lease, (lost) => this.#forget(lost));
    this.#partitions.set(lease.partitionId, partition);
    partition.start();
  }

  /** Its last checkpoint may have taken work items for this node without its being told. */
  #forget({ id }: Partition): void {
    this.#partitions.delete(id);
    this.neighbours.doubt(id);
  }

  /** To an heir, or to whoever takes it. */
  async #give(partition: Partition, heir: string | undefined, options?: { isPinned?: boolean }): Promise<void> {
    const lease = await partition.stop();
    this.#forget(partition);
    if (heir === undefined) await this.hub.store.releasePartition(lease);
    else await this.hub.store.handOverPartition(lease, heir, options);
    this.neighbours.tellMembers();
  }
}

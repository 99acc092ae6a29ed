/**
 * A node: one process's share of the task hub.
 *
 * N1. Its heartbeat is its lease on everything it holds.
 * N2. What it owns it runs: also what it was never told that it has, because the answer was lost.
 * N3. Nodes share the partitions evenly: one that has more than its share gives some back, one that has less takes free ones.
 * N4. A partition whose instances wait for code goes to a node that has it, and stays there while the nodes differ.
 */
import { activityEnded } from '../engine/activity-ended';
import type { EntityReply } from '../engine/entity-record';
import type { EntityMessage, Message, TaskLink } from '../engine/history';
import { partitionOf } from '../partition-of';
import type { ClaimedWorkItem, Lease, QueuedMessage, Renewal, Store, Wake, WorkItemResult } from '../store';
import { ActivityWorker } from './activity-worker';
import type { Delivery } from './arrival';
import { type Clock, HubClock, monotonicNow } from './hub-clock';
import type { HubContext } from './hub-context';
import { HubEmitter } from './hub-signals';
import { nodeFacts } from './node-facts';
import type { DeliverOptions, NodeSettings } from './node-settings';
import { OtherNodes } from './other-nodes';
import { Outbox } from './outbox';
import { Partition } from './partition';
import { SessionWatch } from './session-watch';
import { Suspects } from './suspects';
import { TurnGuard } from './turn-guard';
import { WakeSender } from './wake-sender';
import { Watchdog } from './watchdog';
import { WorkItemClaims } from './work-item-claims';

/** Work items that a node may hold beyond its capacity while there is no other to run them. */
const BACKLOG_ALONE_MAX = 20_000;

export class Node {
  readonly signals = new HubEmitter();
  readonly clock: Clock;
  readonly #partitions = new Map<number, Partition>();
  readonly #worker: ActivityWorker;
  readonly #outbox: Outbox;
  readonly #claims: WorkItemClaims;
  readonly #wakes: WakeSender;
  readonly #sessions: SessionWatch;
  readonly #watchdog: Watchdog | null;
  readonly #suspects: Suspects;
  readonly #others: OtherNodes;
  /** Partitions that others gave to this node for the code that it has. */
  readonly #handedOver = new Set<number>();
  readonly #hub: HubContext;
  #heartbeat: NodeJS.Timeout | null = null;
  #beating: Promise<void> = Promise.resolve();
  #listening: { stop(): Promise<void> } | null = null;
  #isStopped = false;

  constructor(
    private readonly settings: NodeSettings,
    private readonly store: Store,
  ) {
    const { nodeId, registry, options, log } = settings;
    this.clock = settings.clock ?? new HubClock();
    const onEnded = (result: WorkItemResult | null) => this.#ended(result);
    const { maxConcurrentActivityFunctions: capacity } = options;
    this.#worker = new ActivityWorker(registry, capacity, onEnded, log, settings.activityObserver);
    this.#watchdog = options.watchdogMs > 0 ? new Watchdog(options.watchdogMs) : null;
    this.#others = new OtherNodes(registry);
    this.#suspects = new Suspects(nodeId, store, options, log);
    const claimant = { nodeId, activities: registry.activityNames, deliveriesMax: options.deliveriesMax };
    this.#claims = new WorkItemClaims(claimant, store, this.#worker, this.#suspects, this.#others, log);
    this.#wakes = new WakeSender(nodeId, store, log);
    this.#sessions = new SessionWatch(nodeId, store, log, () => this.#beat());
    this.#outbox = new Outbox(
      nodeId,
      store,
      (partitionId) => this.#received(partitionId, null),
      (result) => this.#worker.settled(result),
    );
    this.#hub = {
      ...settings,
      store,
      clock: this.clock,
      worker: this.#worker,
      outbox: this.#outbox,
      suspects: this.#suspects,
      others: this.#others,
      guard: new TurnGuard(options.turnBudgetMs, this.#watchdog),
      signals: this.signals,
      received: (partitionId, messages) => this.#received(partitionId, messages),
      workItemsWaiting: () => this.#workItemsWaiting(),
      workItemsCanceled: (isCanceled) => this.#workItemsCanceled(isCanceled),
    };
    this.signals.on('changed', (instanceIds, where) => where === 'here' && this.#wakes.changed(instanceIds ?? []));
  }

  /** Joins the hub and takes this node's share of its partitions. */
  async start(): Promise<void> {
    const { nodeId, options } = this.settings;
    this.#listening = await this.store.listen(nodeId, (wake) => this.#woken(wake));
    const askedAt = monotonicNow();
    const renewal = await this.store.registerNode(nodeFacts(this.settings), options.leaseMs);
    await this.#renewed(renewal, askedAt);
    // What keeps a process up is its connection to the store.
    this.#heartbeat = setInterval(() => this.#beat(), options.heartbeatMs).unref();
    this.#sessions.start();
  }

  /** Leaves the hub: finishes what is under way and gives everything back. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    this.#sessions.stop();
    this.#claims.stop();
    await this.#beating;
    await Promise.all([...this.#partitions.values()].map((partition) => this.#giveBack(partition)));
    await this.#worker.drain(this.settings.options.drainMs);
    await this.#outbox.flush();
    this.#wakes.stop();
    await this.#listening?.stop();
    await this.store.removeNode(this.settings.nodeId);
    await this.#watchdog?.stop();
  }

  /** Its activities are not waited for any longer as it stops. */
  hurry(): void {
    this.#worker.hurry();
  }

  /** Sends a message to an instance or an entity. Resolves once it is durable. */
  deliver(
    instanceId: string,
    message: Message | EntityMessage,
    { visibleAt, reply }: DeliverOptions = {},
  ): Promise<Delivery> {
    return new Promise((answer, fail) => {
      const partition = this.#partitions.get(partitionOf(instanceId, this.store.partitionCount));
      const source = { from: 'client' as const, answer, fail, reply };
      const isNow = visibleAt === undefined && !this.#isStopped;
      if (isNow && partition?.submit({ instanceId, message, source })) return;
      if (message.type === 'start') this.#outbox.start({ instanceId, start: message.start, answer, fail });
      else this.#outbox.send({ instanceId, message, visibleAt, answer, fail });
    });
  }

  /** Who has locked an entity; null where nobody has. */
  async lockOf(instanceId: string): Promise<TaskLink | null> {
    const partitionId = partitionOf(instanceId, this.store.partitionCount);
    return (await this.store.loadEntities(partitionId, [instanceId])).get(instanceId)?.lockedBy ?? null;
  }

  /** What came of a client's operation, given once; null while nobody knows. */
  takeEntityReply(instanceId: string, requestId: string): Promise<EntityReply | null> {
    return this.store.takeEntityReply(partitionOf(instanceId, this.store.partitionCount), requestId);
  }

  /** What is known of an instance without asking the store; undefined where that is nothing. */
  peek(instanceId: string) {
    return this.#partitions.get(partitionOf(instanceId, this.store.partitionCount))?.peek(instanceId);
  }

  /** True while nothing is under way: whatever comes next comes from outside, or with time. */
  get isIdle(): boolean {
    return this.#outbox.isIdle && [...this.#partitions.values()].every((partition) => partition.isIdle);
  }

  /** What it holds at the moment. */
  get holdings(): { partitions: number; residents: number; running: number; waiting: number } {
    const partitions = [...this.#partitions.values()];
    const residents = partitions.reduce((sum, partition) => sum + partition.residentCount, 0);
    const { runningCount: running, waitingCount: waiting } = this.#worker;
    return { partitions: partitions.length, residents, running, waiting };
  }

  /** How long ago the database last took its heartbeat, in milliseconds. */
  get heartbeatAgeMs(): number {
    return monotonicNow() - this.#renewedAt;
  }

  /** True while the heartbeat is current. */
  get isAlive(): boolean {
    return !this.#isStopped && this.heartbeatAgeMs < this.settings.options.leaseMs;
  }

  #renewedAt = Number.NEGATIVE_INFINITY;

  #beat(): void {
    this.#beating = this.#beating.then(async () => {
      if (this.#isStopped) return;
      const askedAt = monotonicNow();
      try {
        await this.#renewed(await this.store.renewNode(this.settings.nodeId, this.settings.options.leaseMs), askedAt);
        for (const partition of this.#partitions.values()) partition.refresh();
        this.#claims.look();
        await this.#claims.abortLost(this.settings.options.heartbeatMs);
      } catch (error) {
        this.settings.log.warn({ err: error }, 'the heartbeat failed');
      }
    });
  }

  async #renewed(renewal: Renewal, askedAt: number): Promise<void> {
    this.clock.adjust(renewal.now, askedAt, monotonicNow());
    this.#renewedAt = askedAt;
    this.#wakes.isAlone = renewal.liveNodes === 1;
    this.#sessions.isAlone = renewal.liveNodes === 1;
    this.#worker.backlogMax = renewal.liveNodes === 1 ? BACKLOG_ALONE_MAX : 0;
    this.#others.update(renewal.others ?? []);
    await this.#compare(renewal.leases);
    await this.#handOver();
    await this.#takeShare(Math.ceil(this.store.partitionCount / renewal.liveNodes));
  }

  /** What the store says this node holds, against what it runs. */
  async #compare(leases: Lease[]): Promise<void> {
    const held = new Set(leases.map(({ partitionId }) => partitionId));
    for (const partition of this.#partitions.values()) if (!held.has(partition.id)) partition.doubt();
    for (const lease of leases) {
      if (this.#partitions.has(lease.partitionId)) continue;
      // Another node handed it over, or it was given back and the store never heard of it.
      const renewed = await this.store.reacquirePartition(lease);
      if (renewed === 'lease-lost') continue;
      this.#handedOver.add(lease.partitionId);
      await this.#own(renewed);
    }
  }

  /** Partitions whose instances wait for code go to a node that has it. */
  async #handOver(): Promise<void> {
    for (const partition of this.#partitions.values()) {
      const heir = this.#others.runnerOf(partition.missingCode);
      if (heir === undefined) continue;
      const lease = await partition.stop();
      this.#forget(partition);
      await this.store.handOverPartition(lease, heir);
    }
  }

  /** What was handed over stays, as long as some node could not run it. */
  async #takeShare(share: number): Promise<void> {
    if (this.#others.haveAllCode) this.#handedOver.clear();
    const free = [...this.#partitions.values()].filter(({ id }) => !this.#handedOver.has(id));
    const surplus = free.slice(Math.max(0, share - (this.#partitions.size - free.length)));
    await Promise.all(surplus.map((partition) => this.#giveBack(partition)));
    const missing = share - this.#partitions.size;
    if (missing <= 0) return;
    for (const lease of await this.store.acquirePartitions(this.settings.nodeId, missing)) await this.#own(lease);
  }

  async #own(lease: Lease & { isLeftBehind?: boolean }): Promise<void> {
    await this.#suspects.takeOver(lease);
    if (lease.isLeftBehind === true) this.signals.emit('takenOver', lease.partitionId);
    const partition = new Partition(this.#hub, lease, (lost) => this.#lost(lost));
    this.#partitions.set(lease.partitionId, partition);
    partition.start();
  }

  /** Its last checkpoint may have taken work items for this node without its being told. */
  #lost(partition: Partition): void {
    this.#forget(partition);
    this.#claims.doubt(partition.id);
  }

  async #giveBack(partition: Partition): Promise<void> {
    const lease = await partition.stop();
    this.#forget(partition);
    await this.store.releasePartition(lease);
  }

  #forget({ id }: Partition): void {
    this.#partitions.delete(id);
    this.#handedOver.delete(id);
  }

  #ended(result: WorkItemResult | null): void {
    if (result !== null) this.#take(result);
    this.#claims.resume();
  }

  #take(result: WorkItemResult): void {
    const message = activityEnded(result);
    const arrival = { instanceId: result.instanceId, message, source: { from: 'activity' as const, result } };
    if (!this.#partitions.get(result.partitionId)?.submit(arrival)) this.#outbox.result(result);
  }

  #workItemsWaiting(): void {
    this.#claims.look();
    this.#wakes.workItems();
  }

  #workItemsCanceled(isCanceled: (item: ClaimedWorkItem) => boolean): void {
    this.#worker.abort(isCanceled, 'The result is not wanted any more.');
    this.#wakes.canceled();
  }

  #received(partitionId: number, messages: QueuedMessage[] | null): void {
    const partition = this.#partitions.get(partitionId);
    if (partition === undefined) this.#wakes.partition(partitionId);
    else if (messages === null) partition.fetch();
    else partition.receive(messages);
  }

  #woken(wake: Wake): void {
    for (const partitionId of wake.partitions) this.#partitions.get(partitionId)?.fetch();
    if (wake.workItems) this.#claims.look();
    if (wake.canceled) void this.#claims.abortLost(0);
    if (wake.change !== null) this.signals.emit('changed', wake.change.instanceIds, 'elsewhere');
  }
}

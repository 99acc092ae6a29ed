/**
 * A node: one process's share of the task hub.
 *
 * N1. Its heartbeat is its lease on everything it holds, also while it leaves.
 * N6. One that leaves takes nothing more, gives its partitions on, then what it has not begun, and ends what it has.
 *
 * N2 to N5 are those of its partitions: see holdings.ts.
 */
import { activityEnded } from '../engine/activity-ended';
import type { EntityReply } from '../engine/entity-record';
import type { EntityMessage, Message, TaskLink } from '../engine/history';
import { partitionOf } from '../partition-of';
import type { ClaimedWorkItem, QueuedMessage, Renewal, Store, WorkItemResult } from '../store';
import type { Wake } from '../wake-store';
import { Activities } from './activities';
import type { Delivery } from './arrival';
import { Holdings } from './holdings';
import { type Clock, HubClock, monotonicNow } from './hub-clock';
import type { HubContext } from './hub-context';
import { HubEmitter } from './hub-signals';
import { nodeFacts } from './node-facts';
import type { DeliverOptions, NodeSettings } from './node-settings';
import { OtherNodes } from './other-nodes';
import { Outbox } from './outbox';
import { Pace } from './pace';
import { SessionWatch } from './session-watch';
import { Slots } from './slots';
import { Suspects } from './suspects';
import { TurnGuard } from './turn-guard';
import { WakeSender } from './wake-sender';
import { Watchdog } from './watchdog';

/** Work items that a node may hold beyond its capacity while there is no other to run them. */
const BACKLOG_ALONE_MAX = 20_000;

export class Node {
  readonly signals = new HubEmitter();
  readonly clock: Clock;
  readonly #activities: Activities;
  readonly #outbox: Outbox;
  readonly #wakes: WakeSender;
  readonly #sessions: SessionWatch;
  readonly #watchdog: Watchdog | null;
  readonly #suspects: Suspects;
  readonly #others: OtherNodes;
  readonly #partitions: Holdings;
  readonly #allPartitions: number[];
  #heartbeat: NodeJS.Timeout | null = null;
  #beating: Promise<void> = Promise.resolve();
  #isLookDue = false;
  #listening: { stop(): Promise<void> } | null = null;
  #hasJoined = false;
  #isStopped = false;

  constructor(
    private readonly settings: NodeSettings,
    private readonly store: Store,
  ) {
    const { nodeId, registry, options, log } = settings;
    this.clock = settings.clock ?? new HubClock();
    this.#watchdog = options.watchdogMs > 0 ? new Watchdog(options.watchdogMs) : null;
    this.#others = new OtherNodes(registry);
    this.#suspects = new Suspects(nodeId, store, options, log);
    this.#wakes = new WakeSender(nodeId, store, log);
    const surroundings = { store, suspects: this.#suspects, others: this.#others, wakes: this.#wakes };
    this.#activities = new Activities(settings, surroundings, (result) => this.#take(result));
    this.#sessions = new SessionWatch(nodeId, store, log, () => this.#beat());
    this.#outbox = new Outbox(
      nodeId,
      store,
      (partitionId) => this.received(partitionId, null, 'instance'),
      (result) => this.#activities.worker.settled(result),
    );
    const hub: HubContext = {
      ...settings,
      store,
      clock: this.clock,
      worker: this.#activities.worker,
      outbox: this.#outbox,
      suspects: this.#suspects,
      others: this.#others,
      orchestratorSlots: new Slots(options.maxConcurrentOrchestratorFunctions),
      entitySlots: new Slots(options.maxConcurrentEntityFunctions),
      guard: new TurnGuard(options.turnBudgetMs, this.#watchdog),
      pace: new Pace(),
      signals: this.signals,
      received: (partitionId, messages) => this.received(partitionId, messages, 'instance'),
      limited: () => this.limited,
      limitedWaiting: () => this.#activities.waitForPermits(),
      workItemsWaiting: (partitionIds, options) => this.#activities.wait(partitionIds, options),
      workItemsCanceled: (isCanceled) => this.#workItemsCanceled(isCanceled),
    };
    this.#allPartitions = Array.from({ length: store.partitionCount }, (_, partitionId) => partitionId);
    this.#partitions = new Holdings(hub, {
      doubt: (partitionId) => this.#activities.claims.doubt(partitionId),
      tellMembers: () => this.#wakes.members(),
    });
    this.signals.on('changed', (instanceIds, where) => where === 'here' && this.#wakes.changed(instanceIds ?? []));
  }

  /** Joins the hub and takes this node's share of its partitions. */
  async start(): Promise<void> {
    const { nodeId, options } = this.settings;
    this.#listening = await this.store.listen(nodeId, (wake) => this.#woken(wake));
    const askedAt = monotonicNow();
    const renewal = await this.store.registerNode(nodeFacts(this.settings), options.leaseMs);
    this.#hasJoined = true;
    await this.#renewed(renewal, askedAt);
    this.#activities.claims.look(this.#allPartitions);
    this.#wakes.members();
    // What keeps a process up is its connection to the store.
    this.#heartbeat = setInterval(() => this.#beat(), options.heartbeatMs).unref();
    this.#sessions.start();
  }

  /** Leaves the hub: finishes what is under way, gives everything else back, and lets the others know. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#sessions.stop();
    await Promise.all([this.#beating, this.#activities.stop()]);
    await this.#leave();
    // Whoever comes meanwhile has to hear of what ends here.
    this.#wakes.isAlone = false;
    await this.#activities.worker.drain(this.settings.options.drainMs);
    await this.#outbox.flush();
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    await this.#beating;
    await this.store.removeNode(this.settings.nodeId);
    this.#wakes.members();
    this.#wakes.workItems(this.#allPartitions);
    await this.#wakes.flush();
    await this.#listening?.stop();
    await this.#watchdog?.stop();
  }

  /** Its activities are not waited for any longer as it stops. */
  hurry(): void {
    this.#activities.worker.hurry();
  }

  /** The limited activities that it knows of, in lower case. */
  get limited(): ReadonlySet<string> {
    return this.#activities.limited.names;
  }

  /** What is limited has changed: this node and the others look at it. */
  limitsChanged(): void {
    this.#lookAround();
    this.#wakes.members();
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
      if (visibleAt === undefined && partition?.submit({ instanceId, message, source })) return;
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
    return this.#outbox.isIdle && this.#partitions.all.every((partition) => partition.isIdle);
  }

  /** What it holds at the moment. */
  get holdings(): { partitions: number; residents: number; running: number; waiting: number } {
    const partitions = this.#partitions.all;
    const residents = partitions.reduce((sum, partition) => sum + partition.residentCount, 0);
    const { runningCount: running, waitingCount: waiting } = this.#activities.worker;
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
    this.#afterRenewal(async () => {
      for (const partition of this.#partitions.all) partition.refresh();
      this.#activities.claims.look(this.#allPartitions);
      await this.#activities.claims.abortLost(this.settings.options.heartbeatMs);
    });
  }

  /** Sees who is there and who asks for what; called again before it has begun, it is the same look. */
  #lookAround(): void {
    if (this.#isLookDue) return;
    this.#isLookDue = true;
    this.#afterRenewal(
      () => {},
      () => {
        this.#isLookDue = false;
      },
    );
  }

  /** Renews what the node holds, when what was asked for before is done; then, unless it leaves, goes on. */
  #afterRenewal(goOn: () => Promise<void> | void, begin = () => {}): void {
    const { nodeId, log, options } = this.settings;
    this.#beating = this.#beating.then(async () => {
      begin();
      const askedAt = monotonicNow();
      try {
        const renewal = await this.store.renewNode(nodeId, options.leaseMs, this.#activities.worker.load);
        if (this.#isStopped) return;
        await this.#renewed(renewal, askedAt);
        await goOn();
      } catch (error) {
        log.warn({ err: error }, 'the heartbeat failed');
      }
    });
  }

  async #renewed(renewal: Renewal, askedAt: number): Promise<void> {
    this.clock.adjust(renewal.now, askedAt, monotonicNow());
    this.#renewedAt = askedAt;
    await this.#meet(renewal);
    await this.#partitions.update(renewal);
    await this.#activities.limited.update(renewal.limited ?? [], this.#partitions.ids);
  }

  /** Others came or went. */
  async #meet({ others = [], liveNodes }: Renewal): Promise<void> {
    this.#others.update(others);
    this.#wakes.isAlone = this.#others.areNone;
    this.#sessions.isAlone = this.#others.areNone;
    this.#activities.worker.backlogMax = liveNodes === 1 ? BACKLOG_ALONE_MAX : 0;
    if (liveNodes > 1) await this.#activities.giveBack();
  }

  /** Where the store does not answer, the others find out when the heartbeat runs out. */
  async #leave(): Promise<void> {
    const { nodeId, log, options } = this.settings;
    const failed = (error: unknown) => log.warn({ err: error }, 'this node could not give everything on');
    await this.store.leaveHub(nodeId, options.leaseMs).then((renewal) => this.#meet(renewal), failed);
    await this.#partitions.leave().catch(failed);
    await this.#activities.giveBack();
  }

  #take(result: WorkItemResult): void {
    const message = activityEnded(result);
    const arrival = { instanceId: result.instanceId, message, source: { from: 'activity' as const, result } };
    if (!this.#partitions.get(result.partitionId)?.submit(arrival)) this.#outbox.result(result);
  }

  #workItemsCanceled(isCanceled: (item: ClaimedWorkItem) => boolean): void {
    this.#activities.worker.abort(isCanceled, 'The result is not wanted any more.');
    this.#wakes.canceled();
  }

  /** Rows of the partition's control queue are new: these, or with null some. A client's next message stays behind its own. */
  received(partitionId: number, messages: QueuedMessage[] | null, from: 'instance' | 'client' = 'client'): void {
    const partition = this.#partitions.get(partitionId);
    if (partition === undefined) this.#wakes.partition(partitionId);
    else partition.receive(messages, from);
  }

  /** What comes before it has joined it finds as it joins: it holds nothing yet, nor may it. */
  #woken(wake: Wake): void {
    if (!this.#hasJoined) return;
    for (const partitionId of wake.partitions) this.#partitions.get(partitionId)?.fetch();
    if (wake.members && !this.#isStopped) this.#lookAround();
    this.#activities.woken(wake);
    if (wake.listens) this.#wakes.listened();
    if (wake.change !== null) this.signals.emit('changed', wake.change.instanceIds, 'elsewhere');
  }
}

/**
 * The owner of one partition: the loop that turns messages into checkpoints.
 *
 * P1. A checkpoint never writes without its lease.
 * P2. While checkpoints are under way messages gather, and the next one takes all of them.
 * P3. On any error or unknown outcome the partition empties its memory, draws a new epoch, and reads again.
 * P4. What one sender sends to one instance is taken in in that order: where something of it goes on by row, what came
 *     after it, in memory or by row, waits until that row has been read.
 */
import type { MissingCode } from '../registry';
import type { Lease, QueuedMessage } from '../store';
import type { AnyArrival } from './arrival';
import { type Batch, changedBy, knownOf, logLinesOf, newBatch, outcomesOf, parkedOf, purgedBy } from './batch';
import { canceledBy } from './canceled-work';
import { Forwarder } from './forwarder';
import { monotonicNow } from './hub-clock';
import type { HubContext } from './hub-context';
import { Inbox } from './inbox';
import { MissingCodes } from './missing-code';
import { PartitionRows } from './partition-rows';
import { PartitionTimers } from './partition-timers';
import { recover } from './recovery';
import { mendsOutbox, release, releasedIn } from './release';
import { requeue } from './requeue';
import { Residents } from './residents';
import { runTurns } from './run-batch';
import { settle } from './settle-batch';
import { tell } from './tell-batch';
import { writeBatch } from './write-batch';

type State = 'running' | 'recovering' | 'stopping' | 'stopped';

export class Partition {
  readonly id: number;
  readonly #inbox = new Inbox();
  readonly #residents: Residents;
  readonly #timers: PartitionTimers;
  readonly #rows: PartitionRows;
  readonly #missing = new MissingCodes();
  readonly #ownedSince = monotonicNow();
  #forwarder: Forwarder;
  readonly #freeLanes: number[];
  readonly #underWay = new Set<Promise<void>>();
  #failed: Batch[] = [];
  #failuresInARow = 0;
  #state: State = 'running';
  #isPumpScheduled = false;

  constructor(
    private readonly hub: HubContext,
    private lease: Lease,
    private readonly onLost: (partition: Partition) => void,
  ) {
    this.id = lease.partitionId;
    this.#residents = new Residents(Math.ceil(hub.options.residentsMax / hub.store.partitionCount));
    this.#timers = new PartitionTimers(hub, this.id, (arrival) => this.submit(arrival));
    this.#rows = new PartitionRows(hub, this.id, this.#inbox, (arrival) => this.submit(arrival));
    this.#forwarder = new Forwarder(hub, lease);
    this.#freeLanes = Array.from({ length: hub.options.lanes }, (_, lane) => hub.options.lanes - 1 - lane);
  }

  get isRunning(): boolean {
    return this.#state === 'running' || this.#state === 'recovering';
  }

  /** True while no batch is under way, none can be made, and nothing is on its way to another instance. */
  get isIdle(): boolean {
    const isWaiting = this.#isPumpScheduled || this.#inbox.hasWork || this.#rows.holds;
    return this.#underWay.size === 0 && !isWaiting && this.#forwarder.isIdle;
  }

  /** What its instances wait for, after some time in which they may have needed nothing else. */
  get missingCode(): MissingCode[] {
    return monotonicNow() - this.#ownedSince < this.hub.options.leaseMs ? [] : this.#missing.all;
  }

  /** Takes up the work that the partition's rows hold. */
  start(): void {
    this.hub.signals.emit('partitionAcquired', this.id);
    this.#rows.start();
    void this.#forwarder.start();
    void this.#timers.load();
  }

  /** Takes in a message; as it stops only clients', to go on by row. Returns false where this node no longer runs it. */
  submit(arrival: AnyArrival): boolean {
    const isClients = arrival.source.from === 'client';
    const isLate = this.#state === 'stopping';
    if (!this.isRunning && !(isLate && isClients)) return false;
    if (isClients && (isLate || this.#rows.isBehind)) this.#rows.hold(arrival);
    else this.#inbox.add(arrival);
    this.#schedulePump();
    return true;
  }

  /** Takes in new rows of the control queue, which an instance sent or a client; with null it looks for them. */
  receive(messages: readonly QueuedMessage[] | null, from: 'instance' | 'client'): void {
    if (this.#state !== 'running' || (messages !== null && this.#rows.receive(messages))) return;
    if (from === 'client') this.#rows.readAgain();
    else this.#rows.fetch();
  }

  /** The last known record of an instance in memory. */
  peek(instanceId: string) {
    return this.#residents.get(instanceId);
  }

  /** How many instances and entities are in memory. */
  get residentCount(): number {
    return this.#residents.size + this.#residents.entities.size;
  }

  /** Looks for new rows of the control queue. */
  fetch(): void {
    if (this.#state === 'running') this.#rows.fetch();
  }

  /** Looks for timers and for work that other nodes left behind. */
  refresh(): void {
    if (this.#state !== 'running') return;
    void this.#timers.load();
    this.fetch();
    this.#rows.refresh();
    void this.#rows.freeWorkItems();
  }

  /** Finishes what is under way. What is left in memory goes on by rows, for the next owner. */
  async stop(): Promise<Lease> {
    this.#state = 'stopping';
    this.#timers.stop();
    this.#rows.stop();
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    if (this.#failed.length > 0) await this.#settleLast();
    await this.#forwarder.stop();
    this.#abandon();
    return this.lease;
  }

  async #settleLast(): Promise<void> {
    const giveUpAt = performance.now() + this.hub.options.drainMs;
    const { lease, undone } = await recover(this.hub, this.lease, this.#failed, 1, () => performance.now() < giveUpAt);
    this.lease = lease ?? this.lease;
    requeue(undone, this.hub.outbox);
  }

  /** Something says that the lease may be gone: finds out. */
  doubt(): void {
    if (this.#state !== 'running') return;
    this.#state = 'recovering';
    if (this.#underWay.size === 0) this.#beginRecovery();
  }

  #schedulePump(): void {
    if (this.#isPumpScheduled) return;
    this.#isPumpScheduled = true;
    setImmediate(() => {
      this.#isPumpScheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#state === 'running' && this.#inbox.hasWork) {
      const lane = this.#freeLanes.pop();
      if (lane === undefined) return;
      const run = this.#runBatch(lane).finally(() => {
        this.#underWay.delete(run);
        this.#freeLanes.push(lane);
        this.#afterBatch();
      });
      this.#underWay.add(run);
    }
  }

  async #runBatch(lane: number): Promise<void> {
    const { suspects, options, pace } = this.hub;
    const turn = pace.turn();
    if (turn !== null) await turn;
    if (this.#state !== 'running') return;
    const taken = this.#inbox.take(options.batchMessagesMax, (instanceId) => suspects.hasMark(this.id, instanceId));
    if (taken.size === 0) return;
    const batch = newBatch(taken, (instanceId) => this.#inbox.parkedStarts(instanceId));
    try {
      await suspects.watch(this.id, knownOf(batch), () => this.#runTurns(batch, lane));
    } catch (error) {
      this.#fail(batch, error instanceof Error ? error.message : String(error));
    }
  }

  async #runTurns(batch: Batch, lane: number): Promise<void> {
    const startedAt = performance.now();
    try {
      await runTurns(batch, this.hub, this.#residents, this.id);
      await release(batch, this.hub, this.lease);
      const desk = { lease: this.lease, lane, forwarder: this.#forwarder };
      if (await writeBatch(batch, this.hub, desk)) this.#commit(batch);
      else return this.#fail(batch, 'another node wrote');
      tell(batch, this.hub.signals, this.id, performance.now() - startedAt);
    } catch (error) {
      this.#fail(batch, error instanceof Error ? error.message : String(error));
    }
  }

  #commit(batch: Batch): void {
    this.#failuresInARow = 0;
    this.hub.suspects.forget(this.id, batch.acquitted);
    this.#timers.add(batch);
    this.#missing.learn(batch);
    settle(batch, this.hub, this.#residents);
    const isCanceled = canceledBy(batch);
    if (isCanceled !== null) this.hub.workItemsCanceled(isCanceled);
    const parked = parkedOf(batch);
    this.#inbox.release(batch.taken);
    this.#inbox.park(parked);
    this.#sendByRows(parked);
    for (const { level, message, facts, about } of logLinesOf(batch))
      this.hub.log[level]({ partition: this.id, ...about, facts }, message);
    for (const { record, ended } of outcomesOf(batch)) {
      if (ended) this.hub.signals.emit('ended', record);
      this.#unpark(record.instanceId);
    }
    for (const instanceId of purgedBy(batch)) this.#unpark(instanceId);
    this.#takeUpAgain(releasedIn(batch));
    if (mendsOutbox(batch)) this.doubt();
    const changed = changedBy(batch);
    if (changed.length > 0) this.hub.signals.emit('changed', changed, 'here');
  }

  /** What had to wait and has no row gets one; what comes later from the same clients stays behind it. */
  #sendByRows(parked: readonly AnyArrival[]): void {
    if (!parked.some(({ source }) => source.from === 'client' || source.from === 'activity')) return;
    requeue(parked, this.hub.outbox);
    for (const { instanceId } of parked) this.#rows.holdFirst(this.#inbox.withdraw(instanceId, { withRows: false }));
    this.#rows.owe(this.hub.outbox.flush());
  }

  #unpark(instanceId: string): void {
    if (!this.#inbox.unpark(instanceId)) return;
    this.#rows.holdFirst(this.#inbox.withdraw(instanceId, { withRows: true }));
    this.#rows.readAnew();
  }

  /** What was known of them is forgotten, and what waited for them read again. */
  #takeUpAgain(instanceIds: readonly string[]): void {
    if (instanceIds.length === 0) return;
    for (const instanceId of instanceIds) {
      this.#residents.delete(instanceId);
      this.#unpark(instanceId);
    }
    this.#rows.readAgain();
    this.#timers.reload();
    this.hub.workItemsWaiting([this.id]);
  }

  #fail(batch: Batch, cause: string): void {
    this.#failed.push(batch);
    this.#failuresInARow += 1;
    if (this.#state !== 'running') return;
    this.#state = 'recovering';
    this.hub.log.warn({ partition: this.id, cause }, 'checkpoint failed; reading the partition again');
  }

  #afterBatch(): void {
    if (this.#state === 'recovering' && this.#underWay.size === 0) this.#beginRecovery();
    const evicted = this.#residents.evict((instanceId) => this.#inbox.isBusy(instanceId));
    if (evicted > 0) this.hub.signals.emit('evicted', evicted);
    this.#schedulePump();
  }

  #beginRecovery(): void {
    const recovery = this.#recover().finally(() => this.#underWay.delete(recovery));
    this.#underWay.add(recovery);
  }

  async #recover(): Promise<void> {
    const failed = this.#failed;
    this.#failed = [];
    void this.#forwarder.stop();
    this.#residents.clear();
    this.#missing.clear();
    this.#timers.clear();
    const isWanted = () => this.#state === 'recovering';
    const { lease, undone } = await recover(this.hub, this.lease, failed, this.#failuresInARow, isWanted);
    const kept = [...undone, ...this.#inbox.drain(), ...this.#rows.restart()];
    for (const arrival of kept) if (!this.submit(arrival)) requeue([arrival], this.hub.outbox);
    if (!isWanted()) return;
    if (lease === null) {
      this.#abandon();
      return this.onLost(this);
    }
    this.lease = lease;
    this.#forwarder = new Forwarder(this.hub, lease);
    this.#state = 'running';
    this.hub.signals.emit('recovered', this.id);
    this.start();
    this.#schedulePump();
  }

  /** Lets go of the partition: what is left in memory goes on by rows. */
  #abandon(): void {
    this.#state = 'stopped';
    this.#timers.clear();
    this.#rows.stop();
    this.#residents.clear();
    requeue([...this.#inbox.drain(), ...this.#rows.restart()], this.hub.outbox);
    this.hub.signals.emit('partitionLost', this.id);
  }
}

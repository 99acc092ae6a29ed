/**
 * What the database knows of the whole hub, read as somebody asks: the same on every node.
 *
 * HG1. However many ask, the database is asked once in a while, and never by the hub's loops.
 * HG2. Where it does not answer, these figures are absent and the others are there.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Log } from '../log';
import type { HubFigures, OperationsStore } from '../operations-store';

const KEPT_MS = 2_000;
const PATIENCE_MS = 3_000;

type Write = (figures: HubFigures) => void;

export class HubGauges {
  readonly #writes: Write[] = [];
  readonly #gauges: Gauge[] = [];
  readonly #failures: Counter;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;
  #asked: Promise<HubFigures> | null = null;

  constructor(
    private readonly store: Pick<OperationsStore, 'hubFigures'>,
    private readonly log: Log,
    private readonly registry: Registry,
  ) {
    this.#failures = new Counter({
      name: 'perdure_figures_failed_total',
      help: 'How often the database did not tell the figures of the hub in time.',
      registers: [registry],
    });
    this.#defineQueues();
    this.#defineHub();
  }

  /** Brings the gauges up to date, where that was not done a moment ago. */
  refresh(): Promise<void> {
    if (performance.now() - this.#readAt < KEPT_MS) return Promise.resolve();
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    try {
      const figures = await this.#ask();
      for (const gauge of this.#gauges) gauge.reset();
      for (const write of this.#writes) write(figures);
    } catch (error) {
      this.#failures.inc();
      for (const gauge of this.#gauges) gauge.reset();
      this.log.warn({ err: error }, 'the figures of the hub could not be read');
    }
    this.#readAt = performance.now();
  }

  /** A database that does not answer is not asked again before it has. */
  async #ask(): Promise<HubFigures> {
    this.#asked ??= this.store.hubFigures().finally(() => {
      this.#asked = null;
    });
    const tooLate = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => {
      throw new Error('The database took too long.');
    });
    return await Promise.race([this.#asked, tooLate]);
  }

  #define(name: string, help: string, labelNames: string[], write: (gauge: Gauge, figures: HubFigures) => void): void {
    const gauge = new Gauge({ name: `perdure_${name}`, help, labelNames, registers: [this.registry] });
    this.#gauges.push(gauge);
    this.#writes.push((figures) => write(gauge, figures));
  }

  #definePerPartition(name: string, help: string, read: (of: HubFigures['partitions'][number]) => number): void {
    this.#define(name, help, ['partition'], (gauge, { partitions }) => {
      for (const of of partitions) gauge.set({ partition: of.partitionId }, read(of));
    });
  }

  #defineQueues(): void {
    const each = this.#definePerPartition.bind(this);
    each('control_queue_messages', 'Messages that wait to be taken in, up to 10,001.', ({ messages }) => messages);
    each(
      'control_queue_oldest_seconds',
      'Age of the oldest of them.',
      ({ oldestMessageMs }) => oldestMessageMs / 1_000,
    );
    each('work_items_waiting', 'Work items that no node has claimed, up to 10,001.', (of) => of.workItemsWaiting);
    each('work_items_oldest_seconds', 'Age of the oldest of them.', (of) => of.oldestWorkItemMs / 1_000);
    each('work_items_running', 'Work items that a node holds, up to 10,001.', (of) => of.workItemsHeld);
    each('work_items_held_back', 'Work items that nobody runs until they are released.', (of) => of.workItemsHeldBack);
    each('outbox_messages', 'Messages on their way to other partitions, up to 10,001.', ({ outbox }) => outbox);
    each(
      'timers_overdue_seconds',
      'How late the timer is that should have fired first.',
      (of) => of.timerLagMs / 1_000,
    );
    each('partition_has_owner', '1 where a live node owns the partition.', ({ isOwned }) => (isOwned ? 1 : 0));
  }

  #defineHub(): void {
    this.#define('instances', 'Instances by status, up to 10,001 each.', ['status'], (gauge, { instances }) => {
      for (const [status, count] of Object.entries(instances.counts)) gauge.set({ status }, count);
    });
    this.#define('instances_held_back', 'Instances that cannot go on, up to 10,001.', [], (gauge, { heldBack }) =>
      gauge.set(heldBack),
    );
    this.#define('nodes', 'Nodes of the hub.', ['state'], (gauge, { nodes }) => {
      const alive = nodes.filter(({ isAlive }) => isAlive).length;
      gauge.set({ state: 'alive' }, alive);
      gauge.set({ state: 'lost' }, nodes.length - alive);
    });
    this.#define('database_connections', 'Connections of all nodes.', ['role', 'state'], (gauge, { connections }) => {
      for (const { role, state, count } of connections) gauge.inc({ role, state }, count);
    });
    this.#define('database_oldest_transaction_seconds', 'Age of the oldest transaction.', [], (gauge, figures) =>
      gauge.set(figures.oldestTransactionMs / 1_000),
    );
    this.#define(
      'repair_findings_open',
      'What the repair sweep found and could not mend.',
      ['kind'],
      (gauge, figures) => {
        for (const [kind, count] of Object.entries(figures.openFindings)) gauge.set({ kind }, count);
      },
    );
  }
}

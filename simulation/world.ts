/** Several nodes on one database in memory, in virtual time, and what the seed does to them. */
import type { Random } from '../chaos/random';
import { createClient } from '../server/client/create-client';
import type { HubClient } from '../server/client/durable-client';
import { gatherFunctions } from '../server/function-modules';
import { DEFAULT_HUB_OPTIONS, type HubOptions } from '../server/hub/hub-options';
import { Node } from '../server/hub/node';
import type { Store } from '../server/store';
import { MemoryDatabase } from '../server/test-hub/memory-database';
import { createMemoryStore } from '../server/test-hub/memory-store';
import { silentLog } from '../server/test-hub/silent-log';
import * as functions from './functions';
import { Network, type Said } from './network';
import { newOwner, type Owner, Scheduler } from './scheduler';

const { registry } = gatherFunctions([functions]);

/** 2030-01-01 */
const BEGINNING = 1_893_456_000_000;

export type SimulatedNode = { owner: Owner; node: Node; client: HubClient };

/** Changes the hub's storage, to show that the simulation finds it. */
export type Sabotage = (store: Store, database: MemoryDatabase) => Store;

export class World {
  readonly outside = newOwner('outside');
  readonly scheduler: Scheduler;
  readonly database: MemoryDatabase;
  readonly network: Network;
  readonly options: HubOptions;
  readonly nodes: SimulatedNode[] = [];
  readonly problems: string[] = [];
  /** How far the database's clock has been put forward, in milliseconds. */
  clockStep = 0;
  /** By how much in all it has been put back. */
  clockPutBack = 0;
  commits = 0;
  readonly #stopping = new Set<Owner>();
  #nodeCount = 0;

  constructor(
    readonly random: Random,
    readonly say: Said,
    sabotage: Sabotage = (store) => store,
  ) {
    this.scheduler = new Scheduler(random, this.outside);
    this.options = drawOptions(random);
    const partitionCount = 1 + Math.floor(random.next() * 4);
    this.database = new MemoryDatabase(partitionCount, () =>
      Math.floor(BEGINNING + this.scheduler.now + this.clockStep),
    );
    const store = sabotage(createMemoryStore(this.database), this.database);
    this.network = new Network(store, this.scheduler, random, say, (verb, result) => {
      if (verb === 'checkpoint' && result === 'committed') this.commits += 1;
    });
  }

  /** Those that are up and running. */
  get running(): SimulatedNode[] {
    return this.nodes.filter(({ owner }) => owner.state === 'running');
  }

  /** How many were not asked to end. */
  get stayingCount(): number {
    return this.nodes.filter(({ owner }) => !this.#stopping.has(owner)).length;
  }

  /** Starts a process with a node in it, which is up as soon as it has joined the hub. */
  startNode(): void {
    this.#nodeCount += 1;
    const nodeId = `node-${this.#nodeCount}`;
    const owner = newOwner(nodeId);
    this.scheduler.at(this.scheduler.now, owner, () => {
      const store = this.network.storeOf(owner);
      const resolveCallSite = (callSite: string) => callSite;
      const settings = { nodeId, deployment: 'simulated', registry, log: silentLog, options: this.options };
      const node = new Node({ ...settings, resolveCallSite }, store);
      const client = createClient(node, store, registry);
      this.say(() => `${nodeId} starts`);
      node.start().then(
        () => {
          this.say(() => `${nodeId} is up`);
          this.nodes.push({ owner, node, client });
        },
        () => this.end(owner, 'could not join'),
      );
    });
  }

  /** The process ends, from one moment to the next. */
  end(owner: Owner, why: string): void {
    this.say(() => `${owner.name} ends: ${why}`);
    this.scheduler.kill(owner);
    this.database.sessions.delete(`session of ${owner.name}`);
    const index = this.nodes.findIndex((node) => node.owner === owner);
    if (index >= 0) this.nodes.splice(index, 1);
  }

  /** The process is asked to end. */
  stop({ owner, node }: SimulatedNode): void {
    this.say(() => `${owner.name} stops`);
    this.#stopping.add(owner);
    this.scheduler.at(this.scheduler.now, owner, () => {
      node.stop().then(
        () => this.end(owner, 'stopped'),
        () => this.end(owner, 'could not stop'),
      );
    });
  }

  /** Runs until `isDone`, or for so long. */
  run(ms: number, isDone: () => boolean = () => false): void {
    const until = this.scheduler.now + ms;
    while (!isDone() && this.problems.length === 0 && this.scheduler.step(until));
  }
}

/** Small limits are met sooner. */
function drawOptions(random: Random): HubOptions {
  return {
    ...DEFAULT_HUB_OPTIONS,
    maxConcurrentActivityFunctions: random.pick([1, 3, 1_000]),
    leaseMs: random.pick([1_500, 3_000]),
    heartbeatMs: random.pick([400, 1_000]),
    lanes: random.pick([1, 2, 3]),
    batchMessagesMax: random.pick([1, 3, 500]),
    residentsMax: random.pick([0, 2, 20_000]),
    timerHorizonMs: random.pick([100, 1_000, 60_000]),
    drainMs: random.pick([100, 3_000]),
    turnBudgetMs: 0,
    watchdogMs: 0,
    suspicionMs: random.pick([0, 1_000]),
  };
}

/** The nodes of a chaos run, each behind a bad network of its own: as many as wanted, whatever happens to them. */

import { BadNetwork } from './bad-network';
import { type NodeProcess, type SpareProcess, startSpareProcess } from './node-process';
import type { Random } from './random';

export type FleetOptions = {
  url: string;
  leaseMs: number;
  /** The bundle of `node-main.ts`. */
  program: string;
  /** Where instances are marked as mended. */
  directory: string;
};

export type FleetNode = NodeProcess & { network: BadNetwork };

type Spare = { process: SpareProcess; network: BadNetwork };

/** A node that finds no database at its start ends: another is tried, after this. */
const AGAIN_MS = 100;

/** Processes that wait with their code loaded. */
const SPARES = 2;

export class Fleet {
  readonly #nodes = new Set<FleetNode>();
  readonly #killed = new Set<FleetNode>();
  readonly #spares: Promise<Spare>[] = [];
  #isEnding = false;
  /** What nodes said that ended by themselves, which none should. */
  readonly deaths: string[] = [];

  constructor(
    private readonly options: FleetOptions,
    private readonly random: Random,
  ) {
    for (let count = 0; count < SPARES; count += 1) this.#spares.push(this.#makeSpare());
  }

  get nodes(): FleetNode[] {
    return [...this.#nodes];
  }

  /** Adds a node. Rejects where the database is away. */
  async grow(): Promise<void> {
    this.#spares.push(this.#makeSpare());
    const { process, network } = await (this.#spares.shift() ?? this.#makeSpare());
    try {
      const node = { ...(await process.begin()), network };
      if (this.#isEnding) return await this.#close(node);
      this.#nodes.add(node);
      void node.ended.then(() => this.#ended(node));
      if (!node.isAlive()) this.#ended(node);
    } catch (error) {
      network.close();
      throw error;
    }
  }

  /** Kills one, and starts another in its place. Resolves when it is dead. */
  async replace(node: FleetNode): Promise<void> {
    if (!this.#nodes.has(node)) throw new Error('The node is gone already.');
    this.#killed.add(node);
    node.signal('SIGKILL');
    await node.ended;
    void this.#growAgain();
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    const spares = await Promise.all(this.#spares);
    for (const { network } of spares) network.close();
    await Promise.all([...spares.map(({ process }) => process.end()), ...this.nodes.map((node) => this.#close(node))]);
  }

  /** Every other node looks for suspects as it does by default; the others run their batches side by side at all times. */
  async #makeSpare(): Promise<Spare> {
    const { url, leaseMs, program, directory } = this.options;
    const address = new URL(url);
    const network = await BadNetwork.before({ host: address.hostname, port: Number(address.port) });
    address.port = String(network.port);
    const isWary = this.random.next() < 0.5;
    // What is killed from outside tells nothing against what it was doing.
    const hub = { deliveriesMax: 1_000, ...(isWary ? {} : { suspicionMs: 0 }) };
    const environment = { CHAOS_OPTIONS: JSON.stringify(hub), CHAOS_DIR: directory };
    return { process: startSpareProcess(address.href, leaseMs, environment, program), network };
  }

  #ended(node: FleetNode): void {
    if (!this.#nodes.delete(node)) return;
    node.network.close();
    if (this.#isEnding || this.#killed.delete(node)) return;
    this.deaths.push(node.complaints().slice(-2_000));
    void this.#growAgain();
  }

  async #growAgain(): Promise<void> {
    while (!this.#isEnding) {
      try {
        return await this.grow();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  async #close(node: FleetNode): Promise<void> {
    await node.end();
    node.network.close();
  }
}

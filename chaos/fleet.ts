/** The nodes of a chaos run: as many as wanted, whatever happens to them. */
import { type NodeProcess, startNodeProcess } from './node-process';

export class Fleet {
  readonly #nodes: NodeProcess[] = [];
  readonly #killed = new Set<NodeProcess>();
  #isEnding = false;
  /** How many nodes ended by themselves, which none should. */
  deaths = 0;

  constructor(
    private readonly url: string,
    private readonly leaseMs: number,
  ) {}

  get nodes(): readonly NodeProcess[] {
    return this.#nodes.filter((node) => node.isAlive());
  }

  async grow(): Promise<void> {
    const node = await startNodeProcess(this.url, this.leaseMs);
    if (this.#isEnding) return node.end();
    this.#nodes.push(node);
    void node.ended.then(() => this.#ended(node));
  }

  #ended(node: NodeProcess): void {
    if (this.#isEnding || this.#killed.has(node)) return;
    this.deaths += 1;
    void this.#growAgain();
  }

  /** Kills one, and starts another in its place. */
  async replace(node: NodeProcess): Promise<void> {
    this.#killed.add(node);
    node.signal('SIGKILL');
    await this.#growAgain();
  }

  /** A node that finds no database at its start ends: another is tried. */
  async #growAgain(): Promise<void> {
    for (let isGrown = false; !isGrown && !this.#isEnding; ) {
      isGrown = await this.grow().then(
        () => true,
        () => false,
      );
    }
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    await Promise.all(this.#nodes.map((node) => node.end()));
  }
}

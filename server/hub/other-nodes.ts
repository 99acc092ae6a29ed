/** What this node knows of the others since its last heartbeat: what they have, and what they can run. */
import type { MissingCode, Registry } from '../registry';
import type { OtherNode } from '../store';

export class OtherNodes {
  /** Names of activities, in lower case, that some other node has or had not long ago, and this one has not. */
  activities: ReadonlySet<string> = new Set();
  #live: readonly OtherNode[] = [];

  constructor(private readonly registry: Registry) {}

  update(nodes: readonly OtherNode[]): void {
    this.#live = nodes.filter(({ isAlive }) => isAlive);
    const names = nodes.flatMap(({ activities }) => activities);
    this.activities = new Set(names.filter((name) => this.registry.activity(name) === undefined));
  }

  /** A live node that runs something of what is missing here. */
  runnerOf(missing: readonly MissingCode[]): string | undefined {
    const runs = ({ orchestrators }: OtherNode) => missing.some((code) => this.registry.isRunBy(orchestrators, code));
    return this.#live.find(runs)?.nodeId;
  }

  /** True where every live node has each orchestrator that this one has. */
  get haveAllCode(): boolean {
    const mine = this.registry.orchestratorKeys;
    return this.#live.every(({ orchestrators }) => mine.every((key) => orchestrators.includes(key)));
  }
}

/** What this node knows of the others since its last heartbeat: what they have, and what they can run. */
import type { MissingCode, Registry } from '../registry';
import type { OtherNode } from '../store';

export class OtherNodes {
  /** Names of activities, in lower case, that some other node has or had not long ago, and this one has not. */
  activities: ReadonlySet<string> = new Set();
  /** Those that share the hub with this one. */
  members: readonly OtherNode[] = [];
  /** True while there is no other, not even one that is leaving. */
  areNone = true;
  /** How many activities the members can run at once, and how many they ran at their last heartbeats. */
  capacity = 0;
  running = 0;

  constructor(private readonly registry: Registry) {}

  update(nodes: readonly OtherNode[]): void {
    const live = nodes.filter(({ isAlive }) => isAlive);
    this.members = live.filter(({ isLeaving }) => !isLeaving);
    this.areNone = live.length === 0;
    this.capacity = this.members.reduce((sum, { activityCapacity }) => sum + activityCapacity, 0);
    this.running = this.members.reduce((sum, { activitiesRunning }) => sum + activitiesRunning, 0);
    const names = nodes.flatMap(({ activities }) => activities);
    this.activities = new Set(names.filter((name) => this.registry.activity(name) === undefined));
  }

  /** A member that runs something of what is missing here. */
  runnerOf(missing: readonly MissingCode[]): string | undefined {
    const runs = ({ orchestrators }: OtherNode) => missing.some((code) => this.registry.isRunBy(orchestrators, code));
    return this.members.find(runs)?.nodeId;
  }

  /** True where every member has each orchestrator that this one has. */
  get haveAllCode(): boolean {
    return this.members.every((node) => this.#hasAllCode(node));
  }

  /** Who takes over so many partitions when this node leaves, one name for each: those with the same code, evenly. */
  heirs(count: number): string[] {
    const equals = this.members.filter((node) => this.#hasAllCode(node));
    const candidates = (equals.length > 0 ? equals : this.members).map(({ nodeId, partitions }) => ({
      nodeId,
      partitions,
    }));
    const heirs: string[] = [];
    for (let given = 0; given < count; given += 1) {
      const [least] = candidates.sort((a, b) => a.partitions - b.partitions);
      if (least === undefined) return heirs;
      heirs.push(least.nodeId);
      least.partitions += 1;
    }
    return heirs;
  }

  #hasAllCode({ orchestrators }: OtherNode): boolean {
    return this.registry.orchestratorKeys.every((key) => orchestrators.includes(key));
  }
}

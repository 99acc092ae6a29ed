/** Strikes by a seeded schedule, and counts what was struck. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FAULTS, type Fault, type World } from './faults';
import type { RecoveryTimes } from './recovery-times';

/** Faults come in storms, with calms between them in which what they struck goes on. */
const STORM_MS = 20_000;
const CALM_MS = 8_000;

export class Schedule {
  readonly byKind: Record<string, number> = {};
  readonly #last = new Map<string, number>();
  readonly #striking = new Set<Promise<unknown>>();

  constructor(
    private readonly world: World,
    private readonly recovery: RecoveryTimes,
    private readonly say: (line: string) => void,
  ) {}

  get count(): number {
    return Object.values(this.byKind).reduce((sum, count) => sum + count, 0);
  }

  /** About `rate` faults a second in a storm, until this moment. */
  async run(rate: number, endsAt: number): Promise<void> {
    const { random, fleet } = this.world;
    const startedAt = performance.now();
    while (performance.now() < endsAt) {
      const isCalm = (performance.now() - startedAt) % (STORM_MS + CALM_MS) > STORM_MS;
      if (isCalm) {
        await sleep(100);
        continue;
      }
      const fault = random.pickWeighted(FAULTS);
      if (fleet.nodes.length > 0 && this.#isDue(fault)) this.#strike(fault);
      await sleep(random.between(0.3, 1.7) * (1_000 / rate));
    }
    await Promise.all(this.#striking);
  }

  #isDue({ kind, everyMs = 0 }: Fault): boolean {
    const last = this.#last.get(kind) ?? Number.NEGATIVE_INFINITY;
    if (performance.now() - last < everyMs) return false;
    this.#last.set(kind, performance.now());
    return true;
  }

  #strike(fault: Fault): void {
    const node = this.world.random.pick(this.world.fleet.nodes);
    const owned = this.recovery.ownedBy(node.nodeId);
    const struck = fault
      .strike(this.world, node)
      .then(async (strike) => {
        if (strike === null) return;
        this.byKind[fault.kind] = (this.byKind[fault.kind] ?? 0) + 1;
        // Who is killed owns nothing a moment later.
        const partitions = strike.struck === node.nodeId ? owned : this.recovery.ownedBy(strike.struck);
        await Promise.all([strike.over, this.recovery.struck(fault.kind, partitions, performance.now())]);
      })
      // The database may be away: then nothing was struck.
      .catch((error) => this.#failed(fault, error))
      .finally(() => this.#striking.delete(struck));
    this.#striking.add(struck);
  }

  #failed({ kind }: Fault, error: unknown): void {
    if (error instanceof Error && error.message.startsWith('Violation')) this.say(error.message);
    const isKnown = error instanceof Error && ('code' in error || error.message.includes('gone'));
    if (!isKnown) this.say(`${kind}: ${error}`);
  }
}

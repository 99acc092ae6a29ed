/**
 * Decides which turns are run under a time limit, and tells the watchdog which one is under way.
 *
 * G1. Code that is new on this node is guarded until it has run some turns to their end.
 * G2. So is every turn that many others share the price with. A turn of proven code that comes alone pays nothing: should
 *     it hang all the same, the watchdog ends the process.
 */
import { url as debuggerUrl } from 'node:inspector';
import { toEntityId } from '../engine/entity-id';
import type { InstanceRecord } from '../engine/outcome';
import type { RoundsGuard } from './rounds';
import type { Watchdog } from './watchdog';

const PROVEN_AFTER_TURNS = 20;
const SHARED_BY_TURNS = 64;

/** Reading old history back takes its time, which is nobody's fault. */
const REPLAY_MS_PER_EVENT = 0.2;

export type Guarded = {
  instanceId: string;
  /** The orchestrator, by name and version, or the entity. */
  code: string;
  /** How much history it replays. */
  eventsReplayed?: number | undefined;
};

/** What is to be known of an instance whose turn is guarded. */
export function guardedOf({ instanceId, name, version }: InstanceRecord): Guarded {
  return { instanceId, code: version === null ? name : `${name}@${version}` };
}

export function guardedOfEntity(instanceId: string): Guarded {
  return { instanceId, code: `@${toEntityId(instanceId).name}` };
}

export class TurnGuard {
  readonly #turnsEnded = new Map<string, number>();

  constructor(
    private readonly budgetMs: number,
    private readonly watchdog: Watchdog | null,
  ) {}

  /** Guards these turns. */
  over<Key>(turns: ReadonlyMap<Key, Guarded>): RoundsGuard<Key> {
    const replayed = [...turns.values()].reduce((most, { eventsReplayed = 0 }) => Math.max(most, eventsReplayed), 0);
    return {
      // Somebody who debugs may take as long as they like.
      interrupts: this.#isWorthIt(turns) && debuggerUrl() === undefined,
      budgetMs: this.budgetMs + Math.ceil(replayed * REPLAY_MS_PER_EVENT),
      began: (key) => this.watchdog?.began(turns.get(key)?.instanceId ?? ''),
      rested: () => this.watchdog?.rested(),
      ended: (key) => this.#prove(turns.get(key)?.code ?? ''),
    };
  }

  #isWorthIt(turns: ReadonlyMap<unknown, Guarded>): boolean {
    if (this.budgetMs === 0) return false;
    if (turns.size >= SHARED_BY_TURNS) return true;
    for (const { code } of turns.values()) if (this.#countOf(code) < PROVEN_AFTER_TURNS) return true;
    return false;
  }

  #prove(code: string): void {
    const count = this.#countOf(code);
    if (count < PROVEN_AFTER_TURNS) this.#turnsEnded.set(code, count + 1);
  }

  #countOf(code: string): number {
    return this.#turnsEnded.get(code) ?? 0;
  }
}

/**
 * A client of the fleet: calls whichever node is there until one acknowledges, and keeps a log of what was acknowledged.
 *
 * H1. A call that was not acknowledged may have happened: it is made again, and where the refusal says that it has
 *     happened, that counts as the acknowledgement.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientVerb } from './commands';
import type { Fleet } from './fleet';
import { CommandRefused } from './node-process';
import type { Random } from './random';

/** A frozen node answers late, and a stalled one: another is asked meanwhile. */
const ANSWER_MS = 8_000;

const AGAIN_MS = 50;

export class Hand {
  /** Acknowledged calls, by verb. */
  readonly acknowledged = new Map<string, number>();
  /** Calls of which nobody knows whether they happened. */
  unknown = 0;

  constructor(
    private readonly fleet: Fleet,
    private readonly random: Random,
  ) {}

  start(name: string, input: unknown, instanceId: string): Promise<void> {
    return this.#insist('startNew', [name, input, { instanceId }], ['instance-exists']);
  }

  raise(instanceId: string, name: string, data: unknown, eventId: string): Promise<void> {
    return this.#insist('raiseEvent', [instanceId, name, data, { eventId }], ['instance-ended']);
  }

  /** `terminate`, `suspend` or `resume`. */
  command(verb: 'terminate' | 'suspend' | 'resume', instanceId: string): Promise<void> {
    return this.#insist(verb, [instanceId, 'chaos'], ['instance-ended']);
  }

  rewind(instanceId: string): Promise<void> {
    return this.#insist('rewind', [instanceId, 'chaos'], ['instance-not-ended', 'instance-not-failed']);
  }

  purge(instanceId: string): Promise<void> {
    return this.#insist('purge', [instanceId], ['instance-not-found']);
  }

  /** One try. True where it was acknowledged; false where nobody knows. */
  async try(verb: ClientVerb, args: readonly unknown[]): Promise<boolean> {
    return (await this.#ask(verb, args)) !== undefined;
  }

  /** The answer; undefined where there was none. */
  async ask(verb: ClientVerb, args: readonly unknown[]): Promise<unknown> {
    return (await this.#ask(verb, args))?.value;
  }

  async #insist(verb: ClientVerb, args: readonly unknown[], done: readonly string[]): Promise<void> {
    for (;;) {
      const answer = await this.#ask(verb, args);
      if (answer?.refusal === undefined && answer !== undefined) return this.#count(verb);
      const code = answer?.refusal?.code;
      if (code !== undefined) {
        if (done.includes(code)) return this.#count(verb);
        if (code !== 'timed-out') throw new Error(`${verb} ${JSON.stringify(args)} was refused: ${answer?.refusal}`);
      }
      await sleep(AGAIN_MS);
    }
  }

  async #ask(
    verb: ClientVerb,
    args: readonly unknown[],
  ): Promise<{ value?: unknown; refusal?: CommandRefused } | undefined> {
    const { nodes } = this.fleet;
    if (nodes.length === 0) return undefined;
    const late = new AbortController();
    const asked = this.random.pick(nodes).tell({ do: 'call', verb, args });
    try {
      const value = await Promise.race([
        asked,
        sleep(ANSWER_MS, undefined, { signal: late.signal }).then(() => Promise.reject(new Error('No answer.'))),
      ]);
      return { value };
    } catch (error) {
      if (error instanceof CommandRefused && error.code !== undefined && !/^[A-Z0-9_]+$/.test(error.code))
        return { refusal: error };
      this.unknown += 1;
      return undefined;
    } finally {
      late.abort();
      asked.catch(() => {});
    }
  }

  #count(verb: string): void {
    this.acknowledged.set(verb, (this.acknowledged.get(verb) ?? 0) + 1);
  }
}

/**
 * What clients may expect of instances, in a hundred lines: no history, no turns, no partitions.
 *
 * Every instance is a `Keeper`, which collects words: `end` ends it, `risky` fails it while the world is broken.
 */
import { isTerminal, type RuntimeStatus } from '@/contract/runtime-status';
import type { ClientErrorCode } from '../client-error';

export type Word = 'a' | 'b' | 'risky' | 'end';

/** What is on its way to an instance that is suspended. */
type Kept = Word | 'cancel';

export type ModelInstance = { status: RuntimeStatus; generation: number; words: Word[]; kept: Kept[] };

/** The code of the error that a command is refused with; null where it is taken. */
export type Refusal = ClientErrorCode | null;

export class ClientModel {
  readonly instances = new Map<string, ModelInstance>();
  isBroken = false;

  start(id: string, onConflict: 'error' | 'replace' | 'return-existing'): Refusal {
    const known = this.instances.get(id);
    if (known !== undefined && !isTerminal(known.status)) {
      if (onConflict === 'return-existing') return null;
      if (onConflict === 'error') return 'instance-exists';
    }
    this.#bear(id, known);
    return null;
  }

  raise(id: string, word: Word): Refusal {
    return this.#tell(id, word);
  }

  cancel(id: string): Refusal {
    return this.#tell(id, 'cancel');
  }

  suspend(id: string): Refusal {
    return this.#change(id, 'live', (instance) => {
      instance.status = 'Suspended';
    });
  }

  resume(id: string): Refusal {
    return this.#change(id, 'live', (instance) => {
      instance.status = 'Running';
      this.#goOn(instance);
    });
  }

  terminate(id: string): Refusal {
    return this.#change(id, 'live', (instance) => {
      instance.status = 'Terminated';
    });
  }

  restart(id: string): Refusal {
    return this.#change(id, 'ended', (instance) => this.#bear(id, instance));
  }

  purge(id: string): Refusal {
    return this.#change(id, 'ended', () => this.instances.delete(id));
  }

  /** What failed is tried again, and then comes what had come in behind it. */
  rewind(id: string): Refusal {
    const instance = this.instances.get(id);
    if (instance !== undefined && isTerminal(instance.status) && instance.status !== 'Failed') {
      return 'instance-not-failed';
    }
    return this.#change(id, 'ended', (failed) => {
      failed.status = 'Running';
      failed.generation += 1;
      this.#goOn(failed);
    });
  }

  #bear(id: string, before: ModelInstance | undefined): void {
    const generation = before === undefined ? 0 : before.generation + 1;
    this.instances.set(id, { status: 'Running', generation, words: [], kept: [] });
  }

  #tell(id: string, kept: Kept): Refusal {
    return this.#change(id, 'live', (instance) => {
      instance.kept.push(kept);
      if (instance.status === 'Running') this.#goOn(instance);
    });
  }

  #goOn(instance: ModelInstance): void {
    while (instance.status === 'Running') {
      const [next] = instance.kept;
      if (next === undefined) return;
      if (next === 'risky' && this.isBroken) instance.status = 'Failed';
      else instance.kept.shift();
      if (next === 'end') instance.status = 'Completed';
      else if (next === 'cancel') instance.status = 'Canceled';
      else if (instance.status === 'Running') instance.words.push(next);
    }
  }

  #change(id: string, wanted: 'live' | 'ended', change: (instance: ModelInstance) => void): Refusal {
    const instance = this.instances.get(id);
    if (instance === undefined) return 'instance-not-found';
    const hasEnded = isTerminal(instance.status);
    if (hasEnded && wanted === 'live') return 'instance-ended';
    if (!hasEnded && wanted === 'ended') return 'instance-not-ended';
    change(instance);
    return null;
  }
}

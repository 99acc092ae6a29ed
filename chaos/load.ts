/** Starts instances and raises events through whichever node is there, and remembers what was acknowledged. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fleet } from './fleet';
import type { Random } from './random';

/** What an instance must come to. */
export type Expected = { instanceId: string; name: string; size: number; output: unknown };

const PROGRAMS: { name: string; output: (size: number) => unknown }[] = [
  { name: 'SlowChain', output: (size) => Array.from({ length: size }, (_, value) => value) },
  { name: 'Fan', output: (size) => size },
  { name: 'Nap', output: (size) => (size * (size + 1)) / 2 },
  { name: 'Counter', output: (size) => (size * (size + 1)) / 2 },
  { name: 'Family', output: (size) => (size * (size + 1)) / 2 },
  { name: 'Talk', output: (size) => Array.from({ length: size }, (_, value) => value).join() },
];

const SIZE_MAX = 8;
const RETRY_MS = 50;

export class Load {
  readonly acknowledged: Expected[] = [];
  readonly #events = new Set<Promise<void>>();
  #count = 0;

  constructor(
    private readonly fleet: Fleet,
    private readonly random: Random,
  ) {}

  /** Starts one instance. A start that nobody acknowledged may or may not have happened: nothing is expected of it. */
  async startOne(): Promise<void> {
    this.#count += 1;
    const { name, output } = this.random.pick(PROGRAMS);
    const size = 1 + Math.floor(this.random.next() * SIZE_MAX);
    const instanceId = `chaos-${this.#count}`;
    const started = await this.#tell({ do: 'start', name, input: size, instanceId });
    if (!started) return;
    this.acknowledged.push({ instanceId, name, size, output: output(size) });
    if (name === 'Counter') this.#raiseAll(instanceId, size);
  }

  /** Resolves when every event is acknowledged. */
  async settled(): Promise<void> {
    await Promise.all(this.#events);
  }

  #raiseAll(instanceId: string, size: number): void {
    for (let data = 1; data <= size; data += 1) {
      const raising = this.#raise(instanceId, data).finally(() => this.#events.delete(raising));
      this.#events.add(raising);
    }
  }

  /** Raises an event until it is acknowledged: under one id, so that it counts once. */
  async #raise(instanceId: string, data: number): Promise<void> {
    const eventId = `${instanceId}/${data}`;
    while (!(await this.#tell({ do: 'raise', instanceId, data, eventId }))) await sleep(RETRY_MS);
  }

  async #tell(command: Parameters<Fleet['nodes'][number]['tell']>[0]): Promise<boolean> {
    const { nodes } = this.fleet;
    if (nodes.length === 0) return false;
    try {
      await this.random.pick(nodes).tell(command);
      return true;
    } catch (error) {
      // The first try happened, and with it the instance has come to its end.
      return command.do === 'raise' && String(error).includes('has ended');
    }
  }
}

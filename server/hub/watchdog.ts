/**
 * Ends the process where one turn does not let it go on at all: a thread of its own sees that, when nothing else can.
 *
 * W1. It says which instance it was before it ends the process; its partitions go to other nodes.
 * W2. Only time in which the process really ran counts: one that was frozen is not ended for that.
 */
import { Worker } from 'node:worker_threads';

/** The turn under way, by number (0: none), and how many bytes of its instance's id stand behind. */
const HEAD_BYTES = 8;
const ID_BYTES_MAX = 1024;

export class Watchdog {
  readonly #memory = new SharedArrayBuffer(HEAD_BYTES + ID_BYTES_MAX);
  readonly #head = new Int32Array(this.#memory, 0, 2);
  readonly #id = Buffer.from(this.#memory, HEAD_BYTES);
  readonly #worker: Worker;
  #turns = 0;

  constructor(limitMs: number) {
    const workerData = { memory: this.#memory, limitMs };
    const options = { eval: true, workerData, execArgv: [], env: {}, name: 'perdure watchdog' };
    // Bundlers take what a `new Worker` is given for the name of a module.
    this.#worker = Reflect.construct(Worker, [CODE, options]) as Worker;
    this.#worker.unref();
  }

  /** A turn of this instance begins. */
  began(instanceId: string): void {
    this.#turns = (this.#turns % 0x7fffffff) + 1;
    this.#head[1] = this.#id.write(instanceId);
    Atomics.store(this.#head, 0, this.#turns);
  }

  /** No turn is under way. */
  rested(): void {
    Atomics.store(this.#head, 0, 0);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** The thread, as text: there is no file to be found after bundling. */
const CODE = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const LOOKS = 10;
const { memory, limitMs } = workerData;
const head = new Int32Array(memory, 0, 2);
let seen = 0;
let looks = 0;
setInterval(() => {
  const turn = Atomics.load(head, 0);
  looks = turn !== 0 && turn === seen ? looks + 1 : 0;
  seen = turn;
  if (looks < LOOKS) return;
  const instanceId = Buffer.from(memory, ${HEAD_BYTES}, head[1]).toString();
  const facts = { level: 'fatal', instanceId, msg: 'a turn did not come to an end: the process is ended' };
  writeSync(2, JSON.stringify(facts) + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, limitMs / LOOKS);
`;

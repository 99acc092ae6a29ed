/**
 * Stands between one node and its database, on loopback, and does to their connections what networks do: cuts them, at
 * chosen statements too, swallows what they carry, and slows them down.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StatementReader } from './statement-reader';

/** What becomes of a statement whose connection is cut: it never arrives, half of it does, or its answer is lost. */
export type Cut = 'request' | 'half' | 'answer';

type Trap = { pattern: RegExp; cut: Cut; sprung: () => void };

type Pair = { client: Socket; server: Socket; reader: StatementReader; swallowsAnswer: boolean; held: (() => void)[] };

export class BadNetwork {
  readonly #pairs = new Set<Pair>();
  #trap: Trap | null = null;
  #isHole = false;
  #delayMs = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: { host: string; port: number },
    readonly port: number,
  ) {}

  static async before(target: { host: string; port: number }): Promise<BadNetwork> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const network = new BadNetwork(server, target, typeof address === 'object' && address !== null ? address.port : 0);
    server.on('connection', (client) => network.#join(client));
    return network;
  }

  /** Cuts all connections. Gives how many there were. */
  cutAll(): number {
    const count = this.#pairs.size;
    for (const pair of this.#pairs) this.#end(pair);
    return count;
  }

  /** Cuts the next connection that runs such a statement. True once it has; false where none did within `withinMs`. */
  async cutAt(pattern: RegExp, cut: Cut, withinMs: number): Promise<boolean> {
    if (this.#trap !== null) return false;
    const sprung = new Promise<true>((resolve) => {
      this.#trap = { pattern, cut, sprung: () => resolve(true) };
    });
    const result = await Promise.race([sprung, sleep(withinMs, false as const)]);
    this.#trap = null;
    return result;
  }

  /** For so long nothing comes through, in either direction, and nobody is told. Then it does, or all is cut. */
  async swallow(ms: number, then: 'through' | 'cut'): Promise<void> {
    this.#isHole = true;
    await sleep(ms);
    this.#isHole = false;
    if (then === 'cut') this.cutAll();
    for (const pair of this.#pairs) for (const release of pair.held.splice(0)) release();
  }

  /** Forgets the connections there are: they stay open, and carry nothing any more. Gives how many there were. */
  forget(): number {
    const count = this.#pairs.size;
    for (const pair of this.#pairs) {
      pair.server.destroy();
      pair.client.removeAllListeners('data').resume();
      this.#pairs.delete(pair);
    }
    return count;
  }

  /** Everything comes late, for so long. */
  async slowDown(delayMs: number, ms: number): Promise<void> {
    this.#delayMs = delayMs;
    await sleep(ms);
    this.#delayMs = 0;
  }

  close(): void {
    this.server.close();
    this.cutAll();
  }

  #join(client: Socket): void {
    const server = connect(this.target);
    const pair: Pair = { client, server, reader: new StatementReader(), swallowsAnswer: false, held: [] };
    this.#pairs.add(pair);
    client.setNoDelay(true);
    server.setNoDelay(true);
    client.on('data', (chunk) => this.#fromClient(pair, chunk));
    server.on('data', (chunk) => this.#fromServer(pair, chunk));
    for (const socket of [client, server]) {
      socket.on('error', () => {});
      socket.on('close', () => this.#pairs.has(pair) && this.#end(pair));
    }
  }

  #fromClient(pair: Pair, chunk: Buffer): void {
    const statements = pair.reader.read(chunk);
    const trap = this.#trap;
    if (trap === null || !statements.some((text) => trap.pattern.test(text))) {
      return this.#pass(pair, () => pair.server.write(chunk));
    }
    this.#trap = null;
    trap.sprung();
    if (trap.cut === 'answer') {
      pair.swallowsAnswer = true;
      pair.server.write(chunk);
    } else if (trap.cut === 'half') pair.server.write(chunk.subarray(0, chunk.length / 2), () => this.#end(pair));
    else this.#end(pair);
  }

  #fromServer(pair: Pair, chunk: Buffer): void {
    if (pair.swallowsAnswer) this.#end(pair);
    else this.#pass(pair, () => pair.client.write(chunk));
  }

  #pass(pair: Pair, write: () => void): void {
    if (this.#isHole || pair.held.length > 0) pair.held.push(write);
    else if (this.#delayMs === 0) write();
    else {
      pair.held.push(write);
      setTimeout(() => {
        if (!this.#isHole) for (const release of pair.held.splice(0)) release();
      }, this.#delayMs);
    }
  }

  #end(pair: Pair): void {
    this.#pairs.delete(pair);
    pair.client.destroy();
    pair.server.destroy();
  }
}

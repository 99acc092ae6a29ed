/** Whoever uses the hub from outside, by way of whichever node is up, and remembers what was acknowledged. */
import { setTimeout as sleep } from 'node:timers/promises';
import { entityId } from 'perdure';
import { ClientError } from '../server/client/client-error';
import type { HubClient } from '../server/client/durable-client';
import { account } from './functions';
import type { SimulatedNode, World } from './world';

/** What an instance must come to, once its start was acknowledged. */
export type Expected = {
  instanceId: string;
  output: unknown;
  /** Its events came from one sender, so that their order counts. */
  isInOrder: boolean;
  /** False where something was asked twice that counts twice, and nobody knows how often it was done. */
  isCertain: boolean;
};

type Answer<T> = { ok: true; value: T } | { ok: false; error: unknown } | 'unknown';

const PATIENCE_MS = 4_000;
const RETRY_MS = 300;

type Program = { name: string; input: (size: number) => unknown; output: (size: number) => unknown };

const upTo = (size: number) => Array.from({ length: size }, (_, value) => value);

const PROGRAMS: Program[] = [
  { name: 'Chain', input: (size) => size, output: (size) => size },
  { name: 'Fan', input: (size) => size, output: (size) => upTo(size).reduce((sum, value) => sum + value, 0) },
  { name: 'Nap', input: (size) => size, output: (size) => size },
  { name: 'Hurry', input: (size) => size, output: (size) => size },
  { name: 'Adder', input: (size) => size, output: (size) => upTo(size).join() },
  { name: 'Eternal', input: (size) => ({ left: size, heard: '' }), output: (size) => upTo(size).join() },
  { name: 'Family', input: (size) => size, output: familyOutput },
  { name: 'Talk', input: (size) => size, output: (size) => upTo(size).join() },
  { name: 'Tally', input: (size) => size, output: (size) => size },
  { name: 'Transfer', input: transferInput, output: () => true },
  { name: 'Fragile', input: (size) => size % 3, output: () => 'mended' },
];

function familyOutput(size: number): string {
  const lucky = upTo(size).filter((value) => value % 2 === 0 && value % 3 !== 2).length;
  return `${lucky} and ${Math.floor(size / 2)}`;
}

function transferInput(size: number) {
  const accounts = ['a', 'b', 'c', 'a'];
  return { from: accounts[size % 3], to: accounts[(size % 3) + 1] };
}

export class Users {
  readonly expected: Expected[] = [];
  /** What the tally's account must have at least, and may have at most. */
  readonly tally = { least: 0, most: 0 };
  /** Instances that are ended, removed and begun again at will. */
  readonly victims: string[] = [];
  #active = 0;

  constructor(private readonly world: World) {}

  /** True when nobody does anything any more. */
  get areDone(): boolean {
    return this.#active === 0;
  }

  /** Begins at some moment within `ms`. */
  begin(count: number, ms: number): void {
    const { random } = this.world;
    for (let index = 0; index < count; index += 1) {
      const delay = random.next() * ms;
      const lot = random.next();
      if (lot < 0.7) this.#enter(delay, () => this.#runProgram(`i${index}`));
      else if (lot < 0.8) this.#enter(delay, () => this.#signal());
      else this.#enter(delay, () => this.#torment(`v${index % 2}`));
    }
  }

  #enter(delay: number, work: () => Promise<void>): void {
    this.#active += 1;
    const { scheduler, outside, problems } = this.world;
    scheduler.at(scheduler.now + delay, outside, () => {
      work().then(
        () => {
          this.#active -= 1;
        },
        (error) => problems.push(`a user failed: ${error instanceof Error ? error.stack : String(error)}`),
      );
    });
  }

  async #runProgram(instanceId: string): Promise<void> {
    const { random } = this.world;
    const { name, input, output } = random.pick(PROGRAMS);
    const size = 1 + Math.floor(random.next() * 4);
    // A start that is tried again after the instance has ended begins it anew.
    const tries = await this.#insist(`start ${name} ${instanceId}`, (client) => {
      if (name === 'Tally') this.tally.most += 2 * size;
      return client.startNew(name, input(size), { instanceId, onConflict: 'return-existing' });
    });
    const expected: Expected = { instanceId, output: output(size), isInOrder: true, isCertain: true };
    this.expected.push(expected);
    const takesEvents = name === 'Adder' || name === 'Eternal';
    if (takesEvents && tries > 1) expected.isCertain = false;
    if (name === 'Tally') this.tally.least += 2 * size;
    if (takesEvents) await this.#raiseAll(expected, size, name === 'Eternal');
    if (name === 'Fragile') await this.#mend(instanceId);
    else if (random.next() < 0.2) await this.#pause(instanceId);
  }

  /** Under one id, so that each counts once; a lost answer may be that of the event that ended the instance. */
  async #raiseAll(expected: Expected, size: number, forgetsIds: boolean): Promise<void> {
    const { instanceId } = expected;
    let node: SimulatedNode | undefined;
    for (const value of upTo(size)) {
      const options = { eventId: `${instanceId}/${value}` };
      const raise = (client: HubClient) => client.raiseEvent(instanceId, 'Add', value, options);
      for (let isOver = false; !isOver; ) {
        if (node === undefined || node.owner.state !== 'running') {
          // Whoever goes on through another node is another sender.
          expected.isInOrder = node === undefined && value === 0;
          node = this.#anyNode();
        }
        isOver = isFinal(await this.#ask(`raise ${value} for ${instanceId}`, raise, node));
        if (isOver) continue;
        // The next generation does not know the ids of the one before.
        if (forgetsIds) expected.isCertain = false;
        await sleep(RETRY_MS);
      }
    }
  }

  #anyNode(): SimulatedNode | undefined {
    const { running, random } = this.world;
    return running.length === 0 ? undefined : random.pick(running);
  }

  async #pause(instanceId: string): Promise<void> {
    await this.#insist(`suspend ${instanceId}`, (client) => client.suspend(instanceId, 'a pause'));
    await sleep(this.world.random.next() * 3_000);
    await this.#insist(`resume ${instanceId}`, (client) => client.resume(instanceId, 'go on'));
  }

  /** Rewinds it until it has come to a good end. */
  async #mend(instanceId: string): Promise<void> {
    for (;;) {
      const asked = await this.#ask(`status of ${instanceId}`, (client) => client.getStatus(instanceId));
      const status = asked !== 'unknown' && asked.ok ? asked.value?.runtimeStatus : undefined;
      if (status === 'Completed') return;
      if (status === 'Failed') await this.#ask(`rewind ${instanceId}`, (client) => client.rewind(instanceId, 'again'));
      await sleep(RETRY_MS);
    }
  }

  /** Each that was acknowledged counts once; of each other nobody knows. */
  async #signal(): Promise<void> {
    const count = 1 + Math.floor(this.world.random.next() * 4);
    for (let index = 0; index < count; index += 1) {
      this.tally.most += 1;
      const answer = await this.#ask('signal', (client) => client.signalEntity(entityId(account, 'tally'), 'add', 1));
      if (answer !== 'unknown' && answer.ok) this.tally.least += 1;
    }
  }

  /** Whatever one can do to an instance, in no order. */
  async #torment(instanceId: string): Promise<void> {
    const { random } = this.world;
    this.victims.push(instanceId);
    const start = (onConflict: 'error' | 'replace' | 'return-existing') => (client: HubClient) =>
      client.startNew('Patient', Math.floor(random.next() * 5_000), { instanceId, onConflict });
    const torments: ((client: HubClient) => Promise<unknown>)[] = [
      start('error'),
      start('replace'),
      start('return-existing'),
      (client) => client.terminate(instanceId, 'enough'),
      (client) => client.cancel(instanceId, 'please'),
      (client) => client.suspend(instanceId, 'wait'),
      (client) => client.resume(instanceId, 'go on'),
      (client) => client.raiseEvent(instanceId, 'Go', null),
      (client) => client.purge(instanceId),
      (client) => client.purge(instanceId, { force: true }),
      (client) => client.restart(instanceId),
      (client) => client.rewind(instanceId, 'again'),
    ];
    await this.#ask(`start ${instanceId}`, start('return-existing'));
    const count = 1 + Math.floor(random.next() * 6);
    for (let index = 0; index < count; index += 1) {
      await this.#ask(`torment ${instanceId}`, random.pick(torments));
      if (random.next() < 0.5) await sleep(random.next() * 1_000);
    }
    await this.#insist(`resume ${instanceId}`, (client) => client.resume(instanceId, 'at last'));
  }

  /** Asks until there is an answer; one that refuses is one. Gives how often it asked. */
  async #insist<T>(what: string, method: (client: HubClient) => Promise<T>): Promise<number> {
    for (let tries = 1; ; tries += 1) {
      if (isFinal(await this.#ask(what, method))) return tries;
      await sleep(RETRY_MS);
    }
  }

  #ask<T>(
    what: string,
    method: (client: HubClient) => Promise<T>,
    node: SimulatedNode | undefined = this.#anyNode(),
  ): Promise<Answer<T>> {
    const { scheduler, outside, say } = this.world;
    return new Promise((resolve) => {
      const answer = (value: Answer<T>, told: string) => {
        say(() => `outside ${what}: ${told}`);
        scheduler.at(scheduler.now, outside, () => resolve(value));
      };
      const deadline = scheduler.at(scheduler.now + PATIENCE_MS, outside, () => resolve('unknown'));
      if (node === undefined) return;
      const { owner, client } = node;
      scheduler.at(scheduler.now, owner, () => {
        method(client).then(
          (value) => {
            deadline();
            answer({ ok: true, value }, 'done');
          },
          (error) => {
            deadline();
            answer({ ok: false, error }, String(error));
          },
        );
      });
    });
  }
}

/** A refusal is an answer too. */
function isFinal(answer: Answer<unknown>): boolean {
  return answer !== 'unknown' && (answer.ok || answer.error instanceof ClientError);
}

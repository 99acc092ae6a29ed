/** A world for programs: answers every task, event by event, in an order that the weather decides. */
import type { Message } from '../history';
import type { AnyOrchestrator } from '../orchestrator';
import type { Outcome } from '../outcome';
import { tell } from './messages';
import type { Weather } from './program';
import { TestInstance } from './test-instance';

/** Plays the program to where nothing more can happen. */
export async function play(orchestrator: AnyOrchestrator, weather: Weather): Promise<TestInstance> {
  const instance = new TestInstance(orchestrator);
  const world = new World(weather, false);
  await instance.turn(tell.start(), ...world.early());
  await playOn(instance, world);
  return instance;
}

/** Rewinds a failed instance, and plays on in a world where nothing fails any more. */
export async function rewound(instance: TestInstance, weather: Weather): Promise<void> {
  await instance.turn({ type: 'rewind', reason: 'mended' });
  await playOn(instance, new World({ ...weather, pause: null, cancelTurn: null }, true));
}

async function playOn(instance: TestInstance, world: World): Promise<void> {
  world.notice(instance.turns.at(-1)?.result.outcome);
  for (let messages = world.next(); messages.length > 0; messages = world.next()) {
    world.notice((await instance.turn(...messages)).outcome);
  }
}

/** Gives a fresh instance the messages, each list in one turn. */
export async function retell(orchestrator: AnyOrchestrator, turns: readonly Message[][]): Promise<TestInstance> {
  const instance = new TestInstance(orchestrator);
  for (const messages of turns) await instance.turn(...messages);
  return instance;
}

class World {
  readonly #raised = new Map<string, number>();
  #waiting: Message[] = [];
  #picked = 0;
  #batched = 0;
  #turns = 0;
  #isPaused = false;

  constructor(
    private readonly weather: Weather,
    private readonly isMended: boolean,
  ) {}

  early(): Message[] {
    return this.weather.early.map((name) => this.#raise(name));
  }

  /** Every activity and child ends, every timer fires, though it may be canceled by then, and for every wait there is an event. */
  notice(outcome: Outcome | undefined): void {
    if (outcome === undefined || outcome.ended) {
      this.#waiting = [];
      return;
    }
    const { generation } = outcome;
    for (const { taskId, name, attempt = 1 } of outcome.workItems) {
      const fails = name.startsWith('bad') || (name.startsWith('flaky') && attempt < 3);
      this.#answer(generation, taskId, { name, fails });
    }
    for (const { message } of outcome.sends) {
      if (message.type === 'start' && message.start.parent !== null) {
        const { name, parent } = message.start;
        this.#answer(generation, parent.taskId, { name, fails: name.startsWith('bad') });
      }
      if (message.type === 'rewind' && message.parent !== undefined) {
        this.#answer(generation, message.parent.taskId, { name: 'rewound', fails: false });
      }
    }
    for (const { taskId, fireAt } of outcome.timersCreated) this.#waiting.push(tell.fired(taskId, fireAt, generation));
    for (const { eventName } of outcome.waitsOpened) this.#waiting.push(tell.raised(eventName));
  }

  #answer(generation: number, taskId: number, { name, fails }: { name: string; fails: boolean }): void {
    const failed = fails && !this.isMended;
    this.#waiting.push(failed ? tell.failed(taskId, undefined, generation) : tell.completed(taskId, name, generation));
  }

  /** The messages of the next turn; none where nothing can happen any more. */
  next(): Message[] {
    const { batches, pause, cancelTurn } = this.weather;
    const turn = this.#turns++;
    if (pause !== null && turn === pause.turn) return this.#pause();
    if (this.#isPaused && (this.#waiting.length === 0 || turn === (pause?.turn ?? 0) + (pause?.turns ?? 0))) {
      return this.#goOn();
    }
    if (turn === cancelTurn && this.#waiting.length > 0) return [tell.cancel];
    const size = batches[this.#batched++ % batches.length] ?? 1;
    return Array.from({ length: Math.min(size, this.#waiting.length) }, () => this.#pick());
  }

  #pause(): Message[] {
    this.#isPaused = true;
    return [tell.suspend];
  }

  #goOn(): Message[] {
    this.#isPaused = false;
    return [tell.resume];
  }

  #pick(): Message {
    const { picks } = this.weather;
    const index = (picks[this.#picked++ % picks.length] ?? 0) % this.#waiting.length;
    const [message] = this.#waiting.splice(index, 1);
    if (message === undefined) throw new RangeError('Nothing is waiting.');
    return message.type === 'eventRaised' ? this.#raise(message.name) : message;
  }

  /** An event tells how many of its name came before it. */
  #raise(name: string): Message {
    const key = name.toLowerCase();
    const count = (this.#raised.get(key) ?? 0) + 1;
    this.#raised.set(key, count);
    return tell.raised(name, `${key} ${count}`);
  }
}

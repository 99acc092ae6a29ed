/**
 * One run of the simulation: everything in it is drawn from the seed.
 *
 * R1. First everything goes wrong that can, then nothing any more: by the end all that was promised must have happened.
 */
import { seededRandom } from '../chaos/random';
import { isTerminal } from '../contract/runtime-status';
import { causeTrouble } from './faults';
import { setActivityWorld } from './functions';
import { simulating } from './globals';
import { violations, violationsAtRest } from './invariants';
import { CALM } from './network';
import { Operator } from './operator';
import { Users } from './users';
import { type Sabotage, World } from './world';

export type Simulation = {
  seed: number;
  /** What went wrong, as sentences; empty where nothing did. */
  problems: string[];
  commits: number;
  steps: number;
  /** What happened, line by line, where that was asked for. */
  trace: string[];
};

export type SimulationOptions = { trace?: boolean; sabotage?: Sabotage };

const TROUBLE_MS = 4_000;
/** After the trouble everything is done within so long. */
const CALM_MS = 120_000;
const REST_MS = 20_000;
/** The rows are looked at after about so many commits. */
const LOOK_EVERY = 40;

/** Runs a seed, at once. `installGlobals` must have been called. */
export function simulate(seed: number, { trace: isTraced = false, sabotage }: SimulationOptions = {}): Simulation {
  const trace: string[] = [];
  let world: World | undefined;
  const say = (line: () => string) => {
    if (isTraced) trace.push(`${world?.scheduler.now.toFixed(3) ?? '0'} ${line()}`);
  };
  const random = seededRandom(seed);
  world = new World(random, say, sabotage);
  const { scheduler, problems } = world;
  const crashed = (error: unknown) =>
    problems.push(`a process crashed: ${error instanceof Error ? error.stack : error}`);
  process.on('unhandledRejection', crashed);
  try {
    const running = world;
    simulating({ scheduler, random }, () => runPhases(running));
  } catch (error) {
    crashed(error);
  } finally {
    process.off('unhandledRejection', crashed);
  }
  return { seed, problems, commits: world.commits, steps: scheduler.steps, trace };
}

function runPhases(world: World): void {
  const { random, problems, scheduler, network } = world;
  setActivityWorld({ takes: () => takes(world), ran: () => {} });
  const nodes = 1 + Math.floor(random.next() * 3);
  for (let index = 0; index < nodes; index += 1) world.startNode();
  const users = new Users(world);
  users.begin(2 + Math.floor(random.next() * 8), TROUBLE_MS * 0.7);
  causeTrouble(world, TROUBLE_MS);
  look(world);
  world.run(TROUBLE_MS);
  world.say(() => 'outside it is calm now');
  network.weather = CALM;
  for (const { owner } of world.nodes) scheduler.thaw(owner);
  while (world.stayingCount < 2) {
    world.startNode();
    world.run(1_000);
    if (problems.length > 0) return;
  }
  const operator = new Operator(world, users);
  operator.begin();
  world.run(CALM_MS, () => users.areDone && isAtRest(world));
  if (problems.length > 0) return;
  if (!users.areDone || !isAtRest(world)) problems.push(...whatIsLeft(world, users));
  world.run(REST_MS, () => isAtRest(world) && isOutboxEmpty(world));
  problems.push(
    ...violations(world.database, world.clockPutBack),
    ...violationsAtRest(world.database),
    ...brokenPromises(world, users),
  );
}

function takes({ random }: World): number {
  const lot = random.next();
  if (lot < 0.5) return 0;
  return lot < 0.9 ? random.between(1, 50) : random.between(50, 1_500);
}

/** Looks at the rows from time to time. */
function look(world: World): void {
  let lookAt = LOOK_EVERY * world.random.next();
  const { scheduler, outside, problems } = world;
  const again = () => {
    if (world.commits >= lookAt) {
      problems.push(...violations(world.database, world.clockPutBack));
      lookAt = world.commits + LOOK_EVERY;
    }
    scheduler.at(scheduler.now + 100, outside, again);
  };
  again();
}

function isAtRest({ database }: World): boolean {
  return database.partitions.every(
    ({ instances, queue, workItems }) =>
      queue.size === 0 &&
      workItems.all().length === 0 &&
      [...instances.values()].every(({ status }) => isTerminal(status)),
  );
}

function isOutboxEmpty({ database }: World): boolean {
  return database.partitions.every(({ outbox }) => outbox.size === 0);
}

function whatIsLeft({ database }: World, users: Users): string[] {
  const left = database.partitions.flatMap(({ partitionId, owner, instances, queue, workItems }) => [
    ...[...instances.values()].flatMap(({ instanceId, name, status, problem, waitingOn }) =>
      isTerminal(status)
        ? []
        : [
            `stuck: ${instanceId} (${name}) is ${status}, waits for ${JSON.stringify(waitingOn)}, ${problem ?? 'no problem'}`,
          ],
    ),
    ...[...queue.values()].map(
      ({ instanceId, message }) => `stuck: ${message.type} for ${instanceId} (partition ${partitionId} of ${owner})`,
    ),
    ...workItems.all().map((item) => `stuck: work item ${JSON.stringify(item)}`),
  ]);
  return users.areDone ? left : [...left, 'stuck: a user waits'];
}

function brokenPromises({ database }: World, users: Users): string[] {
  const found = users.expected.flatMap(({ instanceId, output, isInOrder, isCertain }) => {
    const record = database.rowsFor(instanceId).instances.get(instanceId);
    if (record === undefined) return [`${instanceId} was acknowledged, and is not there`];
    if (!isCertain) return [];
    const wanted = JSON.stringify(output);
    const isSame = isInOrder ? record.output === wanted : sorted(record.output) === sorted(wanted);
    if (record.status === 'Completed' && isSame) return [];
    return [
      `${instanceId} (${record.name}) is ${record.status} with ${record.output}, not ${JSON.stringify(output)}: ${JSON.stringify(record.failure)}`,
    ];
  });
  const accounts = (key: string): { balance: number; count: number } => {
    const id = `@account@${key}`;
    const state = database.rowsFor(id).entities.get(id)?.state;
    return state == null ? { balance: 0, count: 0 } : (JSON.parse(state) as { balance: number; count: number });
  };
  const { least, most } = users.tally;
  const { count } = accounts('tally');
  if (count < least || count > most) found.push(`the tally is ${count}, not from ${least} to ${most}`);
  const sum = ['a', 'b', 'c'].reduce((total, key) => total + accounts(key).balance, 0);
  if (sum !== 0) found.push(`the accounts sum up to ${sum}, not to 0`);
  return found;
}

function sorted(text: string | null): string {
  return [...(text ?? '')].sort().join('');
}

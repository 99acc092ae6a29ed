/** What instances of a chaos run go through, and what each must come to. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RuntimeStatus } from '@/contract/runtime-status';
import type { Hand } from './hand';
import type { Random } from './random';

export type Course = {
  hand: Hand;
  random: Random;
  directory: string;
  instanceId: string;
  size: number;
  /** Resolves when the instance has one of these statuses. */
  once(instanceId: string, statuses: readonly RuntimeStatus[]): Promise<void>;
  /** Sums that entities must come to. */
  sums: Map<string, number>;
};

/** What is known of the end: the output where it is an end of this kind. */
export type Expected = { statuses: readonly RuntimeStatus[]; outputs?: readonly unknown[] };

const ACCOUNTS = ['one', 'two', 'three', 'four', 'five', 'six'];

const sumTo = (size: number) => (size * (size + 1)) / 2;

const numbersBelow = (size: number) => Array.from({ length: size }, (_, value) => value);

const completedWith = (...outputs: readonly unknown[]): Expected => ({ statuses: ['Completed'], outputs });

/** Starts one with its size, and lets it go. */
const simple =
  (name: string, output: (size: number) => unknown) =>
  async ({ hand, instanceId, size }: Course): Promise<Expected> => {
    await hand.start(name, size, instanceId);
    return completedWith(output(size));
  };

async function raiseAll({ hand, instanceId, size }: Course): Promise<void> {
  const values = Array.from({ length: size }, (_, index) => index + 1);
  await Promise.all(values.map((data) => hand.raise(instanceId, 'Add', data, `${instanceId}/${data}`)));
}

async function counter(course: Course): Promise<Expected> {
  await course.hand.start('Counter', course.size, course.instanceId);
  await raiseAll(course);
  return completedWith(sumTo(course.size));
}

async function cycle(course: Course): Promise<Expected> {
  await course.hand.start('Cycle', { left: course.size, sum: 0 }, course.instanceId);
  await raiseAll(course);
  return completedWith(sumTo(course.size));
}

async function decision({ hand, instanceId, size, once }: Course): Promise<Expected> {
  await hand.start('Decision', size, instanceId);
  await once(instanceId, ['Running']);
  const answers = ['left', 'right'];
  await Promise.all(answers.map((answer) => hand.raise(instanceId, 'Decision', answer, `${instanceId}/${answer}`)));
  return completedWith(...answers);
}

async function suspended({ hand, instanceId, size, random }: Course): Promise<Expected> {
  await hand.start('SlowChain', size, instanceId);
  await hand.command('suspend', instanceId);
  await sleep(random.between(50, 1_500));
  await hand.command('resume', instanceId);
  return completedWith(numbersBelow(size));
}

async function terminated({ hand, instanceId, size, random }: Course): Promise<Expected> {
  await hand.start('Family', size, instanceId);
  await sleep(random.between(0, 400));
  await hand.command('terminate', instanceId);
  return { statuses: ['Terminated', 'Completed'] };
}

async function rewound({ hand, instanceId, size, directory, once }: Course): Promise<Expected> {
  await hand.start('Breaking', size, instanceId);
  await once(instanceId, ['Failed']);
  await writeFile(join(directory, instanceId), '');
  await hand.rewind(instanceId);
  await once(instanceId, ['Completed']);
  return completedWith(size);
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}

async function deposit({ hand, instanceId, size, random, sums }: Course): Promise<Expected> {
  const key = random.pick(ACCOUNTS);
  await hand.start('Deposit', { key, size }, instanceId);
  add(sums, key, size);
  return completedWith(size);
}

async function transfer({ hand, instanceId, size, random, sums }: Course): Promise<Expected> {
  const from = random.pick(ACCOUNTS);
  const to = random.pick(ACCOUNTS.filter((key) => key !== from));
  await hand.start('Transfer', { from, to, size }, instanceId);
  add(sums, from, -size);
  add(sums, to, size);
  return completedWith(size);
}

/** By name, so that a report can tell which of them went wrong. */
export const COURSES: readonly { name: string; weight: number; run(course: Course): Promise<Expected> }[] = [
  { name: 'chain', weight: 4, run: simple('SlowChain', numbersBelow) },
  { name: 'fan-out', weight: 4, run: simple('Fan', (size) => size) },
  { name: 'timers', weight: 3, run: simple('Nap', sumTo) },
  { name: 'retries', weight: 3, run: simple('Retrying', (size) => size) },
  { name: 'sub-orchestrations', weight: 2, run: simple('Family', sumTo) },
  { name: 'conversation', weight: 2, run: simple('Talk', (size) => numbersBelow(size).join()) },
  { name: 'events', weight: 4, run: counter },
  { name: 'continue as new', weight: 3, run: cycle },
  { name: 'human task', weight: 3, run: decision },
  { name: 'suspend and resume', weight: 3, run: suspended },
  { name: 'terminate', weight: 2, run: terminated },
  { name: 'rewind', weight: 2, run: rewound },
  { name: 'entity', weight: 3, run: deposit },
  { name: 'locked entities', weight: 2, run: transfer },
];

/** Starts, commands, freezes and kills a node in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { bundleNode } from './bundle';
import type { Command, NodeAnswer } from './commands';

export type NodeProcess = {
  pid: number;
  /** Its name in the hub. */
  nodeId: string;
  /** Gives the answer when the hub has acknowledged the command. Rejects where it refuses, or the process ends before. */
  tell(command: Command): Promise<unknown>;
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  isAlive(): boolean;
  /** Ends it for good. */
  end(): Promise<void>;
  /** Resolves when it has ended, by whatever cause. */
  ended: Promise<unknown>;
  /** What it wrote to its standard error until now. */
  complaints(): string;
};

/** A process that has loaded its code, and joins no hub before it is told to. */
export type SpareProcess = {
  begin(): Promise<NodeProcess>;
  end(): Promise<void>;
};

/** A node's refusal of a command, with the code of a `ClientError`. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';

  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

type Environment = Record<string, string>;

/** A node on the database, ready; its lease is short, so that others take over soon. */
export async function startNodeProcess(
  url: string,
  leaseMs: number,
  environment: Environment = {},
): Promise<NodeProcess> {
  return ready(spawn(settingsOf(url, leaseMs, environment), await bundleNode()));
}

/** `program` is what `bundleNode` gives. */
export function startSpareProcess(
  url: string,
  leaseMs: number,
  environment: Environment,
  program: string,
): SpareProcess {
  const child = spawn({ ...settingsOf(url, leaseMs, environment), CHAOS_SPARE: '1' }, program);
  return {
    begin: () => {
      child.send('begin', () => {});
      return ready(child);
    },
    end: () => end(child),
  };
}

function settingsOf(url: string, leaseMs: number, environment: Environment): Environment {
  const settings = { DATABASE_URL: url, PERDURE_LEASE_MS: String(leaseMs), PERDURE_LOG_LEVEL: 'silent' };
  return { ...settings, ...environment };
}

function spawn(settings: Environment, program: string): ChildProcess {
  const child = fork(program, {
    execArgv: ['--enable-source-maps'],
    env: { ...process.env, ...settings },
    stdio: ['inherit', 'inherit', 'pipe', 'ipc'],
  });
  child.on('error', () => {});
  return child;
}

async function ready(child: ChildProcess): Promise<NodeProcess> {
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints += chunk;
  });
  const waiting = new Map<number, Waiting>();
  let commands = 0;
  const nodeId = await new Promise<string>((resolve, reject) => {
    child.on('message', (answer: NodeAnswer) => ('ready' in answer ? resolve(answer.nodeId) : settle(waiting, answer)));
    const over = (how: unknown) => {
      const error = new Error(`The node ended (${how}). ${complaints}`);
      reject(error);
      for (const { reject: refuse } of waiting.values()) refuse(error);
      waiting.clear();
    };
    if (!isAlive(child)) over(child.signalCode ?? child.exitCode);
    child.once('exit', (code, signal) => over(signal ?? code));
  });
  return {
    nodeId,
    ended: new Promise((resolve) => child.once('exit', resolve)),
    complaints: () => complaints,
    pid: child.pid ?? 0,
    tell: (command) =>
      new Promise((resolve, reject) => {
        if (!child.connected) return reject(new Error('The node is gone.'));
        commands += 1;
        waiting.set(commands, { resolve, reject });
        child.send({ number: commands, command }, (error) => error && reject(error));
      }),
    signal: (signal) => child.kill(signal),
    isAlive: () => isAlive(child),
    end: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function settle(waiting: Map<number, Waiting>, answer: Exclude<NodeAnswer, { ready: true }>): void {
  const told = waiting.get(answer.number);
  waiting.delete(answer.number);
  if (answer.ok) told?.resolve(answer.value);
  else told?.reject(new CommandRefused(answer.because, answer.code));
}

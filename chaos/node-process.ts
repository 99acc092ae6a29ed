/** Starts, commands, freezes and kills a node in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Command, NodeAnswer } from './commands';

const MAIN = fileURLToPath(new URL('./node-main.ts', import.meta.url));

export type NodeProcess = {
  pid: number;
  /** Resolves when the hub has acknowledged the command. Rejects where it refuses, or the process ends before. */
  tell(command: Command): Promise<void>;
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  isAlive(): boolean;
  /** Ends it for good. */
  end(): Promise<void>;
  /** Resolves when it has ended, by whatever cause. */
  ended: Promise<unknown>;
  /** What it wrote to its standard error until now. */
  complaints(): string;
};

type Waiting = { resolve: () => void; reject: (error: Error) => void };

/** A node on the database, ready; its lease is short, so that others take over soon. */
export async function startNodeProcess(
  url: string,
  leaseMs: number,
  environment: Record<string, string> = {},
): Promise<NodeProcess> {
  const settings = { DATABASE_URL: url, PERDURE_LEASE_MS: String(leaseMs), PERDURE_LOG_LEVEL: 'silent' };
  const child = fork(MAIN, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...settings, ...environment },
    stdio: ['inherit', 'inherit', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints += chunk;
  });
  child.on('error', () => {});
  const waiting = new Map<number, Waiting>();
  let commands = 0;
  await new Promise<void>((resolve, reject) => {
    child.on('message', (answer: NodeAnswer) => ('ready' in answer ? resolve() : settle(waiting, answer)));
    child.once('exit', (code, signal) => {
      const error = new Error(`The node ended (${signal ?? code}).`);
      reject(error);
      for (const { reject: refuse } of waiting.values()) refuse(error);
      waiting.clear();
    });
  });
  return {
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
    end: async () => {
      if (!isAlive(child)) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function settle(waiting: Map<number, Waiting>, answer: Exclude<NodeAnswer, { ready: true }>): void {
  const told = waiting.get(answer.number);
  waiting.delete(answer.number);
  if (answer.ok) told?.resolve();
  else told?.reject(new Error(answer.because));
}

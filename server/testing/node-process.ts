/** Starts, commands, freezes and kills a node in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('./node-process-main.ts', import.meta.url));

export type NodeProcess = {
  pid: number;
  /** Resolves when the hub has acknowledged the start. */
  start(instanceId: string, length: number): Promise<void>;
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  isAlive(): boolean;
  /** Ends it for good. */
  end(): Promise<void>;
};

/** A node on the database, ready; its lease is short, so that others take over soon. */
export async function startNodeProcess(url: string, leaseMs: number): Promise<NodeProcess> {
  const child = fork(MAIN, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: url, PERDURE_LEASE_MS: String(leaseMs), PERDURE_LOG_LEVEL: 'error' },
  });
  await answer(child, (message) => 'ready' in message);
  return {
    pid: child.pid ?? 0,
    start: async (instanceId, length) => {
      const answered = answer(child, (message) => message['acknowledged'] === instanceId);
      child.send({ instanceId, length });
      await answered;
    },
    signal: (signal) => child.kill(signal),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function answer(child: ChildProcess, fits: (message: Record<string, unknown>) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: Record<string, unknown>) => {
      if (!fits(message)) return 'because' in message ? reject(new Error(String(message['because']))) : undefined;
      child.off('message', onMessage);
      resolve();
    };
    child.on('message', onMessage);
    child.once('exit', (code, signal) => reject(new Error(`The node ended (${code ?? signal}).`)));
  });
}

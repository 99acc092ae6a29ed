/** Starts and ends nodes in processes of their own, and hears which activities they run. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Start } from './node-main';

const MAIN = fileURLToPath(new URL('./node-main.ts', import.meta.url));

/** An activity began, in epoch milliseconds. */
export type Ran = { ran: string; at: number };

export type NodeProcess = {
  start(start: Start): void;
  /** Lets it leave the hub, or ends it there and then. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  ranCount: number;
};

/** A node that has joined the hub. */
export async function startNodeProcess(
  settings: Record<string, string>,
  onRan: (ran: Ran) => void = () => {},
): Promise<NodeProcess> {
  const child = fork(MAIN, { execArgv: ['--import', 'tsx'], env: { ...process.env, ...settings } });
  const node: NodeProcess = {
    ranCount: 0,
    start: (start) => void child.send(start),
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message: Ran | { ready: true }) => {
      if ('ready' in message) return resolve();
      node.ranCount += 1;
      onRan(message);
    });
    child.once('exit', () => reject(new Error('The node ended before it had joined.')));
  });
  return node;
}

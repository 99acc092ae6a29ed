import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NEXT } from '../setup/build-app.mjs';
import { Stop } from '../setup/stop.mjs';

const LEAVE_WITH_PARENT = fileURLToPath(new URL('./leave-with-parent.mjs', import.meta.url));
const POLL_MS = 100;

/** A server that recovers from a crash may take this long and longer; so does one that cannot start and does not end. */
const PATIENCE_MS = 30_000;

/** Starts the built app as a child process. What it writes is held back until it is ready. */
export function startApp(root, port, settings = {}) {
  // What waits for a commit lives longer than a small nursery allows: see docs/adr/0013-cost-of-a-checkpoint.md.
  const heap = '--max-semi-space-size=64';
  const args = [heap, '--enable-source-maps', '--import', LEAVE_WITH_PARENT, NEXT, 'start'];
  const child = spawn(process.execPath, [...args, '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd: root,
    // Next's own signal handling would end the process before the runtime has handed over its work.
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_MANUAL_SIG_HANDLE: 'true',
      NEXT_TELEMETRY_DISABLED: '1',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const app = {
    child,
    isStopping: false,
    url: `http://localhost:${port}`,
    said: { stdout: '', stderr: '' },
    ended: once(child, 'exit'),
  };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => {
      app.said[name] += text;
    });
  }
  return app;
}

/**
 * Waits until the app serves, or was asked to stop. Stops with what it said last when it ends by itself;
 * when it takes long, shows what it says.
 */
export async function untilReady(app, port) {
  const ended = app.ended.then(() => 'ended');
  const worry = setTimeout(() => showOutput(app, app.said), PATIENCE_MS);
  while (!(await isReady(port))) {
    if ((await Promise.race([ended, sleep(POLL_MS)])) === 'ended') {
      if (app.isStopping) break;
      throw new Stop(app.said.stderr.trim() || app.said.stdout.trim() || 'The app ended before it was ready.');
    }
  }
  clearTimeout(worry);
}

/** Lets what the app writes from now on through, after what it `said` so far where that is wanted. */
export function showOutput(app, said = { stdout: '', stderr: '' }) {
  for (const name of ['stdout', 'stderr']) {
    process[name].write(said[name]);
    app.child[name].removeAllListeners('data').pipe(process[name], { end: false });
  }
}

async function isReady(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/health/ready`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

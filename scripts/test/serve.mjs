// The server of the browser tests: the production build on a database of its own, both gone when it is stopped.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from '../setup/build-app.mjs';
import { runCommand } from '../setup/stop.mjs';
import { showOutput, startApp, untilReady } from '../start/app.mjs';
import { choosePort } from '../start/choose-port.mjs';
import { stopWithSignals } from '../start/stop-with-signals.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

await runCommand(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'perdure-e2e-'));
  try {
    const port = await choosePort();
    await buildApp(root);
    const app = startApp(root, port, { PERDURE_DIR: directory });
    stopWithSignals(app);
    await untilReady(app, port);
    showOutput(app);
    await app.ended;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

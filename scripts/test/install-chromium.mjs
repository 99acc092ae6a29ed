import { phase } from '../setup/phase.mjs';
import { runNode, runProgram } from '../setup/run-program.mjs';
import { Stop } from '../setup/stop.mjs';

const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';

/** Makes sure that there is a Chromium for the browser tests: Playwright's, or the system's where that cannot be had. */
export async function installChromium(root) {
  const { findChromium } = await import('./find-chromium.mjs');
  if (findChromium()) return;
  await phase('Installing Chromium', async () => {
    await runNode([PLAYWRIGHT, 'install', 'chromium'], { cwd: root });
    if (findChromium()) return;
    await runProgram('apt-get', ['update']);
    await runProgram('apt-get', ['install', '--yes', 'chromium']);
    if (findChromium()) return;
    throw new Stop('There is no Chromium for the browser tests: install one, or name it with PERDURE_CHROMIUM.');
  });
}

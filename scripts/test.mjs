// `npm test`: from whatever is there to one line that says how many tests passed.

import { fileURLToPath } from 'node:url';
import { buildApp } from './setup/build-app.mjs';
import { checkMachine } from './setup/check-machine.mjs';
import { installPackages } from './setup/install-packages.mjs';
import { runCommand, Stop } from './setup/stop.mjs';
import { installChromium } from './test/install-chromium.mjs';
import { runChaos } from './test/run-chaos.mjs';
import { runChecks } from './test/run-checks.mjs';
import { runPlaywright, runVitest } from './test/run-suite.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

await runCommand(async () => {
  await checkMachine(root);
  await installPackages(root);
  await installChromium(root);
  const results = [
    await runChecks(root),
    await runVitest(root, 'Unit tests', 'unit'),
    await runVitest(root, 'PostgreSQL tests', 'db'),
    await runChaos(root),
    await runBrowserTests(),
  ];
  const total = (name) => results.reduce((sum, result) => sum + result[name], 0);
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
  process.exitCode = total('failed') > 0 ? 1 : 0;
});

async function runBrowserTests() {
  try {
    await buildApp(root);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.log(error.message);
    return { passed: 0, failed: 1 };
  }
  return runPlaywright(root, 'Browser tests');
}

// `npm start`: from whatever is there to a running Perdure. Plain Node.js: it runs before anything is installed.

import { fileURLToPath } from 'node:url';
import { buildApp } from './setup/build-app.mjs';
import { checkMachine } from './setup/check-machine.mjs';
import { deploymentSettings } from './setup/deployment-settings.mjs';
import { installPackages } from './setup/install-packages.mjs';
import { phase } from './setup/phase.mjs';
import { runCommand, Stop } from './setup/stop.mjs';
import { showOutput, startApp, untilReady } from './start/app.mjs';
import { choosePort } from './start/choose-port.mjs';
import { stopWithSignals } from './start/stop-with-signals.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

await runCommand(async () => {
  await checkMachine(root);
  const port = await choosePort();
  await installPackages(root);
  const hash = await buildApp(root);
  const app = startApp(root, port, deploymentSettings(hash));
  stopWithSignals(app);
  await phase('Starting', () => untilReady(app, port));
  if (!app.isStopping) welcome(app);
  const [code] = await app.ended;
  if (!app.isStopping) throw new Stop('Perdure ended by itself: run npm start again, nothing acknowledged is lost.');
  process.exitCode = code ?? 1;
});

function welcome(app) {
  console.log(`
  Dashboard   ${app.url}
  Try it      curl -X POST ${app.url}/api/HelloWorld
  Stop        Ctrl-C
`);
  showOutput(app);
}

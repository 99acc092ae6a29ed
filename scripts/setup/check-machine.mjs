import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Stop } from './stop.mjs';

const NODE_MIN = [20, 9];

/** Stops unless Node is new enough and the project's folder can be written to. */
export async function checkMachine(root) {
  checkNode();
  await checkWritable(root);
  await checkWritable(process.env.PERDURE_DIR ?? join(root, '.perdure'));
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isNewEnough = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1]);
  if (isNewEnough) return;
  throw new Stop(
    `Perdure needs Node.js ${NODE_MIN.join('.')} or later and this is ${process.versions.node}: ` +
      'install a newer one from https://nodejs.org.',
  );
}

async function checkWritable(folder) {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch {
    throw new Stop(`Perdure cannot write to ${folder}: make it writable for your user, or put the project elsewhere.`);
  }
}

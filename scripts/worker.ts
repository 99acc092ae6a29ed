// `npm run worker`: a node without pages. It shares the partitions and the activities of the nodes on the same database.

import { fileURLToPath } from 'node:url';
import { functions } from '@/functions';
import { runAsWorker } from '@/server/run-in-server';
import { deploymentSettings } from './setup/deployment-settings.mjs';
import { sourceHash } from './setup/source-hash.mjs';

Object.assign(process.env, deploymentSettings(await sourceHash(fileURLToPath(new URL('..', import.meta.url)))));
await runAsWorker(functions);
console.log('This node is working. Stop it with Ctrl-C.');

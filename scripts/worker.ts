// `npm run worker`: a node without pages. It shares the partitions and the activities of the nodes on the same database.

import { functions } from '@/functions';
import { runInServer } from '@/server/run-in-server';

await runInServer(functions);
console.log('This node is working. Stop it with Ctrl-C.');

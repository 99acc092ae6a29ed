/** A node in a process of its own, for tests that kill it: takes starts by IPC, and acknowledges what the hub acknowledged. */
import { readEnv } from '../env';
import { openRuntime } from '../runtime';
import * as functions from './crash-functions';

const runtime = await openRuntime(readEnv(process.env), [functions]);

process.on('message', ({ instanceId, length }: { instanceId: string; length: number }) => {
  runtime.client.startNew(functions.slowChain, length, { instanceId }).then(
    () => process.send?.({ acknowledged: instanceId }),
    (error) => process.send?.({ refused: instanceId, because: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });

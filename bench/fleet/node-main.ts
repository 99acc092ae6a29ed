/** A node in a process of its own, until it is told to stop by SIGTERM. Starts instances that its parent names. */
import { readEnv } from '@/server/env';
import { openRuntime } from '@/server/runtime';
import * as functions from './functions';

export type Start = { start: string; input: unknown; instanceId: string };

const runtime = await openRuntime(readEnv(process.env), [functions]);

process.on('message', ({ start, input, instanceId }: Start) => {
  void runtime.client.startNew(start, input, { instanceId });
});
process.once('SIGTERM', () => void runtime.stop().then(() => process.exit(0)));
process.once('disconnect', () => process.exit(1));
process.send?.({ ready: true });

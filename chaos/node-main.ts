/** A node in a process of its own: takes commands by IPC, and acknowledges what the hub acknowledged. */
import { readEnv } from '@/server/env';
import { openRuntime } from '@/server/runtime';
import type { Command, NodeAnswer, Numbered } from './commands';
import * as functions from './functions';
import * as poison from './poison';

const { client } = await openRuntime(readEnv(process.env), [functions, poison]);
const tell = (answer: NodeAnswer) => process.send?.(answer);

async function obey(command: Command): Promise<void> {
  switch (command.do) {
    case 'start':
      await client.startNew(command.name, command.input, { instanceId: command.instanceId });
      return;
    case 'raise':
      return client.raiseEvent(command.instanceId, 'Add', command.data, { eventId: command.eventId });
    case 'release':
      return client.release(command.instanceId);
  }
}

process.on('message', ({ number, command }: Numbered) => {
  obey(command).then(
    () => tell({ number, ok: true }),
    (error) => tell({ number, ok: false, because: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
tell({ ready: true });

/**
 * A node in a process of its own: takes commands by IPC, and acknowledges what the hub acknowledged. With CHAOS_SPARE it
 * waits to be told to begin, its code loaded.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { readEnv } from '@/server/env';
import { openRuntime } from '@/server/runtime';
import type { Command, NodeAnswer, Numbered } from './commands';
import * as functions from './functions';
import * as entities from './functions-entities';
import * as lives from './functions-lives';
import * as poison from './poison';

const tell = (answer: NodeAnswer) => process.send?.(answer);

process.on('disconnect', () => process.exit(0));
if (process.env['CHAOS_SPARE'] === '1') await once(process, 'message');
const options = JSON.parse(process.env['CHAOS_OPTIONS'] ?? '{}');
const modules = [functions, entities, lives, poison];
const { client, nodeId } = await join();

/** Joins the hub, as often as it takes where CHAOS_SPARE says that its database may be away. */
async function join(): ReturnType<typeof openRuntime> {
  for (;;) {
    try {
      return await openRuntime(readEnv(process.env), modules, options);
    } catch (error) {
      if (process.env['CHAOS_SPARE'] !== '1') throw error;
      await sleep(200);
    }
  }
}

function obey(command: Command): unknown {
  switch (command.do) {
    case 'start':
      return client.startNew(command.name, command.input, { instanceId: command.instanceId });
    case 'raise':
      return client.raiseEvent(command.instanceId, 'Add', command.data, { eventId: command.eventId });
    case 'release':
      return client.release(command.instanceId);
    case 'call':
      return Reflect.apply(client[command.verb], client, command.args);
    case 'stall':
      return stall(command.ms);
  }
}

/** As code without an end would, but for the heat. */
function stall(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : undefined);

process.on('message', ({ number, command }: Numbered) => {
  Promise.resolve()
    .then(() => obey(command))
    .then(
      (value) => tell({ number, ok: true, value }),
      (error) => tell({ number, ok: false, because: String(error), code: codeOf(error) }),
    );
});
tell({ ready: true, nodeId });

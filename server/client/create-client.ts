/** The durable client of a process that is a node itself: messages go to the owner in memory where this node is the owner. */
import { randomUUID } from 'node:crypto';
import { versionSchema } from '@/contract/commands';
import { instanceIdSchema } from '@/contract/instance';
import type { Message } from '../engine/history';
import { serialize } from '../engine/payload';
import type { Version } from '../engine/version';
import type { Delivery } from '../hub/arrival';
import type { Node } from '../hub/node';
import type { Registry } from '../registry';
import type { QueryStore } from '../store';
import { checkInput } from './check-input';
import { ClientError } from './client-error';
import { type Completion, completionOf, type InstanceId } from './completion';
import { CompletionWatch } from './completion-watch';
import type { DurableClient, StartOptions } from './durable-client';
import { parse } from './parse';
import { APP, raiseEvent, sendCommand } from './send-command';

/** What to start: a reference, or a name alone. */
type Wanted = { name: string; version?: Version };

export function createClient(node: Node, store: QueryStore, registry: Registry): DurableClient {
  const completions = new CompletionWatch(node, store);
  const sending = { node, store };
  return {
    startNew: async <Output>(
      orchestrator: string | Wanted,
      input?: unknown,
      options: StartOptions = {},
    ): Promise<InstanceId<Output>> => {
      const wanted = typeof orchestrator === 'string' ? { name: orchestrator } : orchestrator;
      return (await start(node, registry, wanted, input, options)) as InstanceId<Output>;
    },
    raiseEvent: (instanceId, name, data, options = {}) => raiseEvent(sending, instanceId, name, data, options),
    terminate: (instanceId, reason, options = {}) =>
      sendCommand(sending, instanceId, { type: 'terminate', reason, actor: options.actor ?? APP }),
    suspend: (instanceId, reason, options = {}) =>
      sendCommand(sending, instanceId, { type: 'suspend', reason, actor: options.actor ?? APP }),
    resume: (instanceId, reason, options = {}) =>
      sendCommand(sending, instanceId, { type: 'resume', reason, actor: options.actor ?? APP }),
    waitForCompletion: async <Output>(
      instanceId: string,
      options: { timeoutMs?: number | undefined } = {},
    ): Promise<Completion<Output>> => completionOf(await completions.wait(instanceId, options.timeoutMs)),
    getStatus: (instanceId) => store.getInstance(instanceId),
    listInstances: async (query) => {
      const page = await store.listInstances(query);
      if (page === 'invalid-cursor')
        throw new ClientError('invalid-request', 'The cursor is not one that a page gave.');
      return page;
    },
    countInstances: (filter) => store.countInstances(filter),
    getHistory: async (instanceId, page) => {
      const history = await store.listHistory(instanceId, page);
      if (history === null) throw new ClientError('instance-not-found', `There is no instance '${instanceId}'.`);
      return history;
    },
    getHistoryEvent: (instanceId, seq) => store.getHistoryEvent(instanceId, seq),
    listFunctions: () => registry.list(),
  };
}

async function start(
  node: Node,
  registry: Registry,
  wanted: Wanted,
  input: unknown,
  options: StartOptions,
): Promise<string> {
  const definition = registry.orchestrator(wanted.name);
  if (definition === undefined)
    throw new ClientError('function-not-found', `There is no orchestrator named '${wanted.name}'.`);
  const version = versionOf(registry, wanted, options);
  const { inputSchema } = registry.resolve(wanted.name, version).definition ?? {};
  if (inputSchema !== undefined) checkInput(inputSchema, definition.name, input);
  const instanceId = options.instanceId === undefined ? randomId() : parse(instanceIdSchema, options.instanceId);
  const message: Message = {
    type: 'start',
    start: {
      executionId: randomUUID(),
      name: definition.name,
      version,
      input: serialize(input, 'The input'),
      tags: options.tags ?? {},
      parent: null,
      createdAt: node.clock.now(),
      actor: options.actor ?? APP,
      hasFreshId: options.instanceId === undefined ? true : undefined,
    },
  };
  const delivery: Delivery = await node.deliver(instanceId, message);
  if (delivery === 'accepted') return instanceId;
  throw new ClientError('instance-exists', `There is an instance '${instanceId}' that has not ended.`);
}

/** What the caller says, else what the reference says, else the default. */
function versionOf(registry: Registry, { name, version }: Wanted, options: StartOptions): Version {
  if (options.version !== undefined) return parse(versionSchema, options.version) || null;
  return version ?? registry.resolve(name, undefined).version ?? null;
}

/** 32 hexadecimal digits, as Durable Functions makes them. */
function randomId(): string {
  return randomUUID().replaceAll('-', '');
}

/** Starts instances: new ones, and old ones over again. */
import { randomUUID } from 'node:crypto';
import { versionSchema } from '@/contract/commands';
import { instanceIdSchema } from '@/contract/instance-id';
import { isTerminal } from '@/contract/runtime-status';
import { tagsSchema } from '@/contract/tags';
import type { StartFacts } from '../engine/history';
import { dueMoment } from '../engine/orchestration-time';
import type { Version } from '../engine/version';
import type { Delivery } from '../hub/arrival';
import type { Sender } from '../hub/sender';
import { partitionOf } from '../partition-of';
import type { QueryStore } from '../query-store';
import type { Registry } from '../registry';
import type { OutgoingStart } from '../store';
import type { DatabaseTransaction, TransactionStore } from '../transaction-store';
import { checkInput } from './check-input';
import { ClientError } from './client-error';
import type { RestartOptions, StartOptions } from './durable-client';
import { assertOneOf, type Once, startOnce } from './once';
import { parse } from './parse';
import { payloadOf } from './payload-of';
import { refusalOf } from './refusal-of';
import { APP } from './send-command';

/** What to start: a reference, or a name alone. */
export type Wanted = { name: string; version?: Version };

/** The `traceparent` that a start of this name carries; undefined where it is in no trace. */
export type TraceOfStart = (name: string, executionId: string) => string | undefined;

export type Starting = {
  node: Sender;
  store: QueryStore & TransactionStore & Once['store'];
  registry: Registry;
  traceOfStart?: TraceOfStart | undefined;
};

/** Resolves with the id once the start is durable, or part of the caller's transaction. */
export async function startInstance(
  starting: Starting,
  wanted: Wanted,
  input: unknown,
  options: StartOptions,
): Promise<string> {
  const { registry } = starting;
  const definition = registry.orchestrator(wanted.name);
  if (definition === undefined && !registry.isOpen)
    throw new ClientError('function-not-found', `There is no orchestrator named '${wanted.name}'.`);
  const version = versionOf(registry, wanted, options);
  const { inputSchema } = registry.resolve(wanted.name, version).definition ?? {};
  if (inputSchema !== undefined) checkInput(inputSchema, definition?.name ?? wanted.name, input);
  const { instanceId, tags, onConflict, startAt, transaction, idempotencyKey, actor } = options;
  const givenId = instanceId === undefined ? undefined : parse(instanceIdSchema, instanceId);
  const facts = {
    name: definition?.name ?? wanted.name,
    version,
    input: payloadOf(input, 'The input'),
    tags: tags === undefined ? {} : parse(tagsSchema, tags),
    onConflict,
    startAt: startAt === undefined ? undefined : timeOf(startAt, starting.node.clock.now()),
    actor: actor ?? APP,
  };
  assertOneOf(transaction, idempotencyKey);
  if (idempotencyKey === undefined) return await deliver(starting, givenId, facts, transaction);
  return await startOnce(starting, idempotencyKey, givenId, { start: startOf(starting, facts), drawId: randomId });
}

/** Resolves with the id of the instance that does again what an old one did. */
export async function restartInstance(
  starting: Starting,
  oldId: string,
  { restartWithNewInstanceId = false, actor = APP }: RestartOptions,
): Promise<string> {
  const old = await starting.store.getInstance(oldId);
  if (old === null) throw new ClientError('instance-not-found', `There is no instance '${oldId}'.`);
  const { name, version, input, tags, status } = old;
  const facts = { name, version, input, tags, reason: `restarted from ${oldId}`, actor };
  if (restartWithNewInstanceId) return deliver(starting, undefined, facts);
  const hasNotEnded = new ClientError('instance-not-ended', `Instance '${oldId}' has not ended.`);
  if (!isTerminal(status)) throw hasNotEnded;
  return deliver(starting, oldId, facts).catch((error) => {
    throw error instanceof ClientError && error.code === 'instance-exists' ? hasNotEnded : error;
  });
}

type Facts = Omit<StartFacts, 'executionId' | 'createdAt' | 'parent' | 'trace' | 'hasFreshId'>;

async function deliver(
  starting: Starting,
  givenId: string | undefined,
  facts: Facts,
  transaction?: DatabaseTransaction,
): Promise<string> {
  const instanceId = givenId ?? randomId();
  const start = startOf(starting, facts, givenId === undefined ? true : undefined);
  const delivery =
    transaction === undefined
      ? await starting.node.deliver(instanceId, { type: 'start', start })
      : await deliverWithin(transaction, starting.store, { instanceId, start });
  const refusal = refusalOf(delivery, instanceId);
  if (refusal !== null) throw refusal;
  return instanceId;
}

/** The rows go where those of other nodes go: to the control queue, for the owner to find after the commit. */
async function deliverWithin(
  transaction: DatabaseTransaction,
  store: Starting['store'],
  start: OutgoingStart,
): Promise<Delivery> {
  const result = await store.startWithin(transaction, partitionOf(start.instanceId, store.partitionCount), start);
  return result === 'started' ? 'accepted' : result;
}

function startOf({ node, traceOfStart }: Starting, facts: Facts, hasFreshId?: true): StartFacts {
  const executionId = randomUUID();
  return {
    executionId,
    name: facts.name,
    version: facts.version,
    input: facts.input,
    tags: facts.tags,
    parent: null,
    createdAt: node.clock.now(),
    onConflict: facts.onConflict,
    startAt: facts.startAt,
    reason: facts.reason,
    actor: facts.actor,
    trace: traceOfStart?.(facts.name, executionId),
    hasFreshId,
  };
}

/** What the caller says, else what the reference says, else the default. */
function versionOf(registry: Registry, { name, version }: Wanted, options: StartOptions): Version {
  if (options.version !== undefined) return parse(versionSchema, options.version) || null;
  return version ?? registry.resolve(name, undefined).version ?? null;
}

function timeOf(startAt: Date, now: number): number {
  try {
    return dueMoment(startAt, now, 'startAt');
  } catch (error) {
    throw new ClientError('invalid-request', error instanceof Error ? error.message : String(error));
  }
}

/** 32 hexadecimal digits, as Durable Functions makes them. */
function randomId(): string {
  return randomUUID().replaceAll('-', '');
}

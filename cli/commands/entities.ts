import type { Command } from 'commander';
import type { z } from 'zod';
import { type EntitySummary, entityDetailsSchema, entityPageSchema, operationResponseSchema } from '@/contract/entity';
import { positiveInteger } from '../arguments';
import { jsonBody } from '../json-body';
import type { Output } from '../output';
import { readJsonText } from '../read-json-text';
import { readPages } from '../read-pages';
import { session } from '../session';

const HEAD = ['ENTITY', 'STATE', 'LOCKED BY', 'WAITING', 'LAST OPERATION'];

/** `perdure entities` */
export function addEntities(program: Command): void {
  const entities = program.command('entities').summary('list, read, signal and call entities');
  entities
    .command('list')
    .description('Lists entities by their ids. With --json each is a line of its own.')
    .option('-n, --name <entity>', 'of this name')
    .option('-p, --prefix <text>', 'whose key starts with this')
    .option('-l, --limit <count>', 'no more than these', positiveInteger, 50)
    .option('--all', 'all of them')
    .action(list);
  addKeyed(entities.command('get').description('Shows an entity with its state.'))
    .addHelpText('after', '\nExample:\n  perdure entities get Counter visits')
    .action(get);
  addKeyed(entities.command('signal').description('Signals an operation; returns once the signal is durable.'))
    .argument('<operation>', 'the operation’s name')
    .option('-i, --input <json>', 'JSON text, @file, or - for stdin')
    .addHelpText('after', '\nExample:\n  perdure entities signal Counter visits add --input 1')
    .action(signal);
  addKeyed(entities.command('call').description('Calls an operation and prints its result; waits up to a minute.'))
    .argument('<operation>', 'the operation’s name')
    .option('-i, --input <json>', 'JSON text, @file, or - for stdin')
    .addHelpText('after', '\nExample:\n  perdure entities call Counter visits add --input 1')
    .action(call);
}

function addKeyed(command: Command): Command {
  return command.argument('<name>', 'the entity’s name').argument('<key>', 'its key; $ for the empty one');
}

type ListOptions = { name?: string; prefix?: string; limit: number; all?: true };

async function list(options: ListOptions, command: Command): Promise<void> {
  const { api, out } = session(command);
  const { name, prefix } = options;
  let head: readonly string[] = HEAD;
  const hasMore = await readPages<EntitySummary>({
    limit: options.all ? undefined : options.limit,
    read: async (limit, cursor) => {
      const page = await api.ask(entityPageSchema, 'GET', ['entities'], { query: { name, prefix, limit, cursor } });
      return { items: page.entities, next: page.next };
    },
    onPage: (entities) => {
      for (const entity of out.isJson ? entities : []) out.result(entity, () => undefined);
      if (!out.isJson && (entities.length > 0 || head.length > 0)) out.table(head, entities.map(rowOf));
      head = [];
    },
  });
  if (hasMore && !out.isJson) out.note('There are more: --all shows them.');
}

function rowOf({ entityId, statePreview, lockedBy, waitingCount, lastOperationAt }: EntitySummary): string[] {
  return [entityId, statePreview ?? '', lockedBy ?? '', String(waitingCount), lastOperationAt];
}

async function get(name: string, key: string, _options: object, command: Command): Promise<void> {
  const { api, out } = session(command);
  const entity = await api.ask(entityDetailsSchema, 'GET', ['entities', name, key]);
  out.result(entity, () => showEntity(out, entity));
}

function showEntity(out: Output, entity: z.infer<typeof entityDetailsSchema>): void {
  out.facts({
    entity: entity.entityId,
    exists: entity.exists ? 'yes' : 'no',
    state: entity.state,
    'locked by': entity.lockedBy,
    waiting: entity.waitingCount === 0 ? null : String(entity.waitingCount),
    created: entity.createdAt,
    'last operation': entity.lastOperationAt,
  });
}

type Asked = { input?: string };

async function signal(name: string, key: string, operation: string, asked: Asked, command: Command): Promise<void> {
  const { api, out } = session(command);
  await api.tell(['entities', name, key, operation], await bodyOf(asked), { signal: 'true' });
  out.result({ name, key, signaled: operation }, () => out.line(`Signaled ${operation} to ${name} ${key}.`));
}

async function call(name: string, key: string, operation: string, asked: Asked, command: Command): Promise<void> {
  const { api, out } = session(command);
  const body = await bodyOf(asked);
  const answer = await api.ask(operationResponseSchema, 'POST', ['entities', name, key, operation], { body });
  out.result(answer, () => out.line(answer.result === undefined ? 'Done.' : JSON.stringify(answer.result)));
}

async function bodyOf({ input }: Asked): Promise<string> {
  return jsonBody({}, 'input', input === undefined ? undefined : await readJsonText(input));
}

import type { Command } from 'commander';
import { functionListSchema } from '@/contract/commands';
import { session } from '../session';

/** `perdure functions` */
export function addFunctions(program: Command): void {
  program
    .command('functions')
    .summary('list functions')
    .description('Lists the functions that the node that answers can run.')
    .action(async (_options: object, command: Command) => {
      const { api, out } = session(command);
      const functions = await api.ask(functionListSchema, 'GET', ['functions']);
      const rows = [
        ...functions.orchestrators.map(({ name, version }) => ['orchestrator', name, version ?? '']),
        ...functions.activities.map(({ name }) => ['activity', name, '']),
        ...functions.entities.map(({ name }) => ['entity', name, '']),
      ];
      out.result(functions, () => out.table(['KIND', 'NAME', 'VERSION'], rows));
    });
}

import type { Command } from 'commander';
import { z } from 'zod';
import { session } from '../session';

const readinessSchema = z.object({ status: z.literal('ready') });

/** `perdure health` */
export function addHealth(program: Command): void {
  program
    .command('health')
    .summary('tell whether Perdure is ready')
    .description(
      'Tells whether Perdure serves requests; exit code 5 where it does not, or its database does not answer.',
    )
    .action(async (_options: object, command: Command) => {
      const { api, out } = session(command);
      const readiness = await api.ask(readinessSchema, 'GET', ['health', 'ready']);
      out.result(readiness, () => out.line(readiness.status));
    });
}

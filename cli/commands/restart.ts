import type { Command } from 'commander';
import { startResponseSchema } from '@/contract/commands';
import { session } from '../session';

/** `perdure restart` */
export function addRestart(program: Command): void {
  program
    .command('restart')
    .summary('start an instance’s orchestrator again')
    .description('Starts the orchestrator again with the same input, tags and version, and prints the id.')
    .argument('<id>', 'the id of an instance that has ended')
    .option('--new-id', 'under a new id; the old instance stays')
    .addHelpText('after', '\nExample:\n  perdure restart order-7 --new-id')
    .action(restart);
}

async function restart(id: string, { newId }: { newId?: true }, command: Command): Promise<void> {
  const { api, out } = session(command);
  const body = JSON.stringify({ newInstanceId: newId === true });
  const started = await api.ask(startResponseSchema, 'POST', ['instances', id, 'restart'], { body });
  out.result(started, () => out.line(started.instanceId));
}

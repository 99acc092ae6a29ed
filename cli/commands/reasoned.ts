import type { Command } from 'commander';
import { session } from '../session';

const COMMANDS = {
  suspend: 'suspend an instance',
  resume: 'resume a suspended instance',
  cancel: 'ask an instance to come to an end by itself',
  rewind: 'let a failed instance try again what failed',
  terminate: 'end an instance at once',
} as const;

type Options = { reason: string; recursive?: boolean };

/** `perdure suspend`, `resume`, `cancel`, `rewind` and `terminate`: commands that take a reason. */
export function addReasonedCommands(program: Command): void {
  for (const [name, summary] of Object.entries(COMMANDS)) {
    const command = program
      .command(name)
      .summary(summary)
      .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}. Returns once the command is durable.`)
      .argument('<id>', 'the instance’s id')
      .requiredOption('-r, --reason <text>', 'why; it stands in the history')
      .addHelpText('after', `\nExample:\n  perdure ${name} order-7 --reason 'the supplier called'`)
      .action(async (id: string, { reason, recursive }: Options, self: Command) => {
        const { api, out } = session(self);
        const kept = recursive === false ? { recursive } : {};
        await api.tell(['instances', id, name], JSON.stringify({ reason, ...kept }));
        out.result({ instanceId: id, command: name }, () => out.line(`${id} is told to ${name}.`));
      });
    if (name === 'terminate') command.option('--no-recursive', 'its sub-orchestrations go on');
  }
}

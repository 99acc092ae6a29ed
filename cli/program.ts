import { Command, Option } from 'commander';
import { serverUrl } from './arguments';
import { addEntities } from './commands/entities';
import { addFunctions } from './commands/functions';
import { addHealth } from './commands/health';
import { addHistory } from './commands/history';
import { addList } from './commands/list';
import { addPurge } from './commands/purge';
import { addRaise } from './commands/raise';
import { addReasonedCommands } from './commands/reasoned';
import { addRestart } from './commands/restart';
import { addStart } from './commands/start';
import { addStatus } from './commands/status';

const AFTER = `
Exit codes:
  0  done                          4  it exists, has ended, or has not ended
  1  ended, but not Completed      5  nothing answers there
  2  the command is wrong          6  refused for another reason
  3  there is no such thing

Examples:
  perdure start HelloSequence --wait
  perdure list --status Failed
  perdure status order-7 --history`;

/** The whole command line. Throws a CommanderError where arguments do not fit, and after help was given. */
export function createProgram(): Command {
  const program = new Command('perdure')
    .description('Starts, follows and commands the instances of a Perdure.')
    .addOption(
      new Option('--url <url>', 'where Perdure is')
        .env('PERDURE_URL')
        .argParser(serverUrl)
        .default('http://localhost:7071/'),
    )
    .option('--json', 'print JSON, one document a line')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .addHelpText('after', AFTER)
    .exitOverride();
  addStart(program);
  addStatus(program);
  addList(program);
  addRaise(program);
  addReasonedCommands(program);
  addRestart(program);
  addPurge(program);
  addHistory(program);
  addEntities(program);
  addFunctions(program);
  addHealth(program);
  return program;
}

import type { Command } from 'commander';
import { Api } from './api';
import { Output } from './output';

/** What a command works with. */
export type Session = { api: Api; out: Output };

/** The server and the kind of output that the command's options name. */
export function session(command: Command): Session {
  const { url, json } = command.optsWithGlobals<{ url: string; json?: true }>();
  return { api: new Api(url), out: new Output(json === true) };
}

/** The database to work on: a given one, or the embedded server's. */
import { join } from 'node:path';
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres';

export type Database = {
  url: string;
  /** Ends the server where this process started it. */
  stop(): Promise<void>;
};

/** `directory` is where the embedded server keeps its data, used where there is no `url`. */
export function openDatabase(options: { url: string | undefined; directory: string }): Promise<Database> {
  if (options.url !== undefined) return Promise.resolve({ url: options.url, stop: () => Promise.resolve() });
  return startEmbeddedPostgres({ directory: join(options.directory, 'postgres') });
}

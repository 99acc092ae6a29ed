/** Takes a guard out of an SQL function, in a test's own database. */
import type { Sql } from 'postgres';

export type Mutation = { name: string; from: RegExp; to: string };

/** Changes the function; gives what changes it back. Throws where the guard is not found. */
export async function mutate(sql: Sql, { name, from, to }: Mutation): Promise<() => Promise<void>> {
  const [row] = await sql<{ text: string }[]>`
    select pg_get_functiondef(oid) as text from pg_proc where proname = ${name} limit 1`;
  const text = row?.text ?? '';
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`The function ${name} has no such guard.`);
  await sql.unsafe(changed);
  return async () => {
    await sql.unsafe(text);
  };
}

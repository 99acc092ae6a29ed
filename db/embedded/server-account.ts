// PostgreSQL refuses to run as root, so root lends it the account `postgres`. Where that account may not enter the
// project's folder (root's home, a private temporary directory), it is lent the right to pass through as well.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const ACCOUNT = 'postgres';

/** Capabilities that let a process enter any folder, the narrower first; containers often have only the second. */
const PASSAGES = ['dac_read_search', 'dac_override'];

/** Without it access(2), by which PostgreSQL looks for its own files, takes no capability into account. */
const KEEP_CAPABILITIES = ['--securebits=+no_setuid_fixup'];

export type ServerAccount = {
  uid: number;
  gid: number;
  /** What to put before a command so that it runs under this account. */
  prefix: string[];
};

/**
 * The account to run PostgreSQL under; undefined for "as ourselves", which is right for everyone but root.
 * `paths` are what it must be able to enter or execute. Throws a sentence when that cannot be had.
 */
export async function serverAccount(paths: string[]): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = (await findAccount()) ?? (await createAccount());
  const plain = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const passing = PASSAGES.map((name) => [
    ...plain,
    ...KEEP_CAPABILITIES,
    `--inh-caps=+${name}`,
    `--ambient-caps=+${name}`,
  ]);
  for (const prefix of [plain, ...passing]) {
    if (await canReach(prefix, paths)) return { uid, gid, prefix };
  }
  throw new Error(
    `PostgreSQL does not run as root, and the account "${ACCOUNT}" cannot enter ${paths.join(' or ')}: ` +
      'move the project to a folder that others may enter, or start it as an ordinary user.',
  );
}

async function findAccount(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([execute('id', ['-u', ACCOUNT]), execute('id', ['-g', ACCOUNT])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createAccount(): Promise<{ uid: number; gid: number }> {
  await execute('useradd', ['--system', '--user-group', ACCOUNT]).catch(() => undefined);
  const account = await findAccount();
  if (account) return account;
  throw new Error(
    `PostgreSQL does not run as root, and the account "${ACCOUNT}" could not be created: ` +
      'create it, or start Perdure as an ordinary user.',
  );
}

async function canReach(prefix: string[], paths: string[]): Promise<boolean> {
  const [program = '', ...args] = prefix;
  const tests = paths.map((_, index) => `test -x "$${index}"`).join(' && ');
  try {
    await execute(program, [...args, 'sh', '-c', tests, ...paths]);
    return true;
  } catch {
    return false;
  }
}

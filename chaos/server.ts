/** The PostgreSQL of a chaos run: it can be crashed, and its disks filled up where they can be made small. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres, { type Sql } from 'postgres';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/db/embedded/start-embedded-postgres';
import { migrate } from '@/db/migrate';
import { SmallDisk } from './small-disk';

const execute = promisify(execFile);

/** Room for the log that PostgreSQL keeps anyway, and some more. */
const LOG_MEGABYTES = 320;
const QUEUES_MEGABYTES = 256;

const SETTINGS = { max_wal_size: '128MB', min_wal_size: '32MB', max_connections: '300', restart_after_crash: 'on' };

/** Tables whose rows come and go, with their indexes. */
const QUEUES = ['control_queue', 'outbox', 'work_items', 'timers'];

export type Disks = { log: SmallDisk; queues: SmallDisk };

export class ChaosServer {
  #server: EmbeddedPostgres;
  #changing: Promise<void> = Promise.resolve();

  private constructor(
    readonly directory: string,
    server: EmbeddedPostgres,
    /** Null where no disk can be mounted. */
    readonly disks: Disks | null,
    readonly sql: Sql,
  ) {
    this.#server = server;
  }

  /** `say` is told where disks cannot be mounted. */
  static async start(say: (line: string) => void): Promise<ChaosServer> {
    const directory = await mkdtemp(join(tmpdir(), 'perdure-chaos-'));
    const options = { directory: join(directory, 'postgres'), settings: SETTINGS };
    const server = await startEmbeddedPostgres(options);
    const disks = await mountDisks(directory).catch((error) => {
      say(`NOT TESTED: full disks, for none can be mounted here (${String(error).trim()})`);
      return null;
    });
    if (disks !== null) {
      await server.stop();
      await moveLog(options.directory, disks.log);
    }
    // Passwords are not what is tested, and their proof costs each of thousands of connections its time.
    await writeFile(join(options.directory, 'data', 'pg_hba.conf'), 'host all all 127.0.0.1/32 trust\n');
    const started = disks === null ? server : await startEmbeddedPostgres(options);
    await migrate(started.url);
    const sql = postgres(started.url, { max: 4, onnotice: () => undefined, max_lifetime: null, backoff: () => 0.1 });
    if (disks !== null) await moveQueues(sql, options.directory, disks.queues);
    return new ChaosServer(directory, started, disks, sql);
  }

  get url(): string {
    return this.#server.url;
  }

  /** Crashes it, and starts it again after `ms`. One change at a time. */
  crash(ms: number): Promise<void> {
    return this.#change(async () => {
      const [pid] = (await readFile(this.#file('data', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      await pause(ms);
      await this.#startAgain();
    });
  }

  /** Fills a disk, and frees it again after `ms`. A server that has ended meanwhile is started. */
  fill(disk: SmallDisk, ms: number, meanwhile: () => Promise<unknown>): Promise<void> {
    return this.#change(async () => {
      await disk.fill();
      await Promise.race([meanwhile().catch(() => {}), pause(ms)]);
      await pause(ms);
      await disk.free();
      await this.#startAgain();
    });
  }

  /** Takes what is to be done to the server in turn. */
  #change(what: () => Promise<void>): Promise<void> {
    const changed = this.#changing.then(what);
    this.#changing = changed.catch(() => {});
    return changed;
  }

  async stop(): Promise<void> {
    await this.#changing;
    await this.sql.end({ timeout: 1 });
    await this.#server.stop();
    for (const disk of Object.values(this.disks ?? {})) await disk.unmount();
    await rm(this.directory, { recursive: true, force: true });
  }

  #file(...parts: string[]): string {
    return join(this.directory, 'postgres', ...parts);
  }

  async #startAgain(): Promise<void> {
    const answers = await this.sql`select 1`.then(
      () => true,
      () => false,
    );
    if (!answers) this.#server = await startEmbeddedPostgres({ directory: this.#file() });
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function mountDisks(directory: string): Promise<Disks> {
  const log = await SmallDisk.mount(join(directory, 'log-disk'), LOG_MEGABYTES);
  const queues = await SmallDisk.mount(join(directory, 'queues-disk'), QUEUES_MEGABYTES);
  await execute('chmod', ['755', directory, log.path, queues.path]);
  return { log, queues };
}

/** The server is stopped. */
async function moveLog(cluster: string, disk: SmallDisk): Promise<void> {
  const place = join(cluster, 'data', 'pg_wal');
  await execute('cp', ['-a', place, disk.path]);
  await rm(place, { recursive: true });
  await symlink(join(disk.path, 'pg_wal'), place);
}

async function moveQueues(sql: Sql, cluster: string, disk: SmallDisk): Promise<void> {
  const folder = await disk.folder('queues', await stat(join(cluster, 'data')));
  await sql.unsafe(`create tablespace queues location '${folder}'`);
  const indexes = await sql<{ name: string }[]>`
    select indexrelid::regclass::text as name from pg_index where indrelid::regclass::text = any(${QUEUES})`;
  for (const table of QUEUES) await sql.unsafe(`alter table ${table} set tablespace queues`);
  for (const { name } of indexes) await sql.unsafe(`alter index ${name} set tablespace queues`);
}

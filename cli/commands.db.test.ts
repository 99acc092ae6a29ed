/** The real command against a real server on a real database. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { InstanceDetails } from '@/contract/instance';
import { isTerminal } from '@/contract/runtime-status';
import { answerApi } from '@/server/http/api/answer-api';
import { openTestServices, type TestServices } from '@/server/http/testing/open-test-services';
import { serve, type TestServer } from '@/server/http/testing/serve';
import { runCli, startCli } from './testing/run-cli';

/** A process for each command takes its time where many tests run. */
vi.setConfig({ testTimeout: 120_000 });

let test: TestServices;
let server: TestServer;
let folder: string;

beforeAll(async () => {
  test = await openTestServices();
  server = await serve((request) => answerApi(request, test.services));
  folder = await mkdtemp(join(tmpdir(), 'perdure-cli-'));
});

afterAll(async () => {
  await server.close();
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

const cli = (args: string[], stdin?: string) => runCli(args, { PERDURE_URL: server.origin }, stdin);
const done = (stdout: unknown) => ({ code: 0, stdout, stderr: '' });
const waiting = ({ waits }: InstanceDetails) => waits.length > 0;
const ended = ({ status }: InstanceDetails) => isTerminal(status);
const begin = (name: string, instanceId: string) => test.services.client.startNew(name, undefined, { instanceId });

describe('start', () => {
  it('prints the id, and nothing else', async () => {
    expect(await cli(['start', 'hello'])).toEqual(done(expect.stringMatching(/^[0-9a-f]{32}\n$/)));
  });

  it('takes everything that a start takes, and waits for the end', async () => {
    const args = ['start', 'Hello', '--id', 'käse 1', '--input', '-', '--tag', 'a=b=c', '-t', 'd=', '--wait', '--json'];
    const { code, stdout } = await cli(args, '["Tokyo"]');
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      { instanceId: 'käse 1', status: 'Completed', output: '["Hello Tokyo!"]', tags: { a: 'b=c', d: '' } },
    ]);
  });

  it('takes a file, and sends it as it is written', async () => {
    const input = join(folder, 'input.json');
    await writeFile(input, ' {"big": 1.50} ');
    const later = ['--start-at', new Date(Date.now() + 86_400_000).toISOString()];
    expect(await cli(['start', 'Approval', '--id', 'file', '--input', `@${input}`, ...later])).toEqual(done('file\n'));
    expect(await test.services.client.getInstance('file')).toMatchObject({ input: '{"big":1.5}' });
    const refused = await cli(['start', 'Echo', '--input', '[1e999]']);
    expect([refused.code, refused.stdout]).toEqual([6, '']);
  });

  it('shows people how it ended, without colours where no terminal is', async () => {
    const { code, stdout, stderr } = await cli(['start', 'Failing', '--id', 'failing', '--wait']);
    expect([code, stderr]).toEqual([1, 'Started failing.\n']);
    expect(stdout).toMatch(/^status {2,}Failed$/m);
    expect(stdout).toMatch(/^failure {2,}TypeError: boom$/m);
    expect(stdout).not.toContain('\u001b');
  });

  it('happens once by its idempotency key, and as it is told on a conflict', async () => {
    const keyed = ['start', 'Approval', '--idempotency-key', 'k1'];
    expect((await cli(keyed)).stdout).toBe((await cli(keyed)).stdout);
    await begin('Approval', 'taken');
    const taken = ['start', 'Approval', '--id', 'taken'];
    expect(await cli(taken)).toMatchObject({ code: 4, stdout: '', stderr: expect.stringMatching(/^[^\n]+\n$/) });
    expect(await cli([...taken, '--on-conflict', 'return-existing'])).toEqual(done('taken\n'));
  });
});

describe('commands', () => {
  it('raises an event for who watches', async () => {
    await begin('Approval', 'watched');
    await test.instanceOnce('watched', waiting);
    const watching = startCli(['--url', server.origin, 'status', 'watched', '--watch'], {});
    await watching.says('waits for event Approval');
    expect(await cli(['raise', 'watched', 'Approval', '-d', '{"ok":true}'])).toEqual(
      done('Raised Approval for watched.\n'),
    );
    const { code, stdout } = await watching.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^output {2,}\{"ok":true\}$/m);
    expect((await cli(['raise', 'watched', 'Approval'])).code).toBe(4);
  });

  it('suspends, resumes and terminates with a reason', async () => {
    await begin('Approval', 'commanded');
    for (const command of ['suspend', 'resume', 'terminate']) {
      expect(await cli([command, 'commanded', '--reason', `to ${command}`])).toEqual(
        done(`commanded is told to ${command}.\n`),
      );
    }
    await test.instanceOnce('commanded', ended);
    const { stdout } = await cli(['status', 'commanded', '--history']);
    expect(stdout).toMatch(/^\d+ .* ExecutionSuspended .* local \(api\) +to suspend$/m);
    expect(stdout).toMatch(/^\d+ .* ExecutionTerminated .* to terminate$/m);
  });

  it('asks to cancel, rewinds and restarts', async () => {
    await begin('Approval', 'canceled');
    expect((await cli(['cancel', 'canceled', '-r', 'enough'])).code).toBe(0);
    expect(await test.instanceOnce('canceled', ended)).toMatchObject({ status: 'Canceled' });
    await begin('Repairing', 'rewound');
    await test.instanceOnce('rewound', ended);
    expect((await cli(['rewind', 'rewound', '-r', 'mended'])).code).toBe(0);
    await test.instanceOnce('rewound', ({ status }) => status === 'Completed');
    expect(await cli(['restart', 'rewound'])).toEqual(done('rewound\n'));
    expect((await cli(['restart', 'rewound', '--new-id', '--json'])).stdout).toMatch(/^\{"instanceId":"\w{32}"\}\n$/);
  });

  it('purges by id and by filter, and not without being sure', async () => {
    for (const id of ['old-1', 'old-2', 'old-3']) {
      await begin('Hello', id);
      await test.instanceOnce(id, ended);
    }
    expect(await cli(['purge', 'old-1', '--json'])).toEqual(done('{"instanceId":"old-1","instancesDeleted":1}\n'));
    expect((await cli(['purge', '--prefix', 'old-'])).code).toBe(2);
    expect((await cli(['purge', '--limit', '1', '--yes'])).code).toBe(2);
    expect((await cli(['purge', 'old-2', '--prefix', 'old-'])).code).toBe(2);
    expect(await cli(['purge', '--prefix', 'old-', '--status', 'completed', '--yes'])).toEqual(
      done('Purged 2 instances.\n'),
    );
  });
});

describe('reads', () => {
  it('lists instances, for people and as JSON, page by page', async () => {
    for (let n = 0; n < 103; n += 1) await begin('Approval', `many-${n}`);
    const ids = ({ stdout }: { stdout: string }) =>
      stdout.split('\n').flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as InstanceDetails).instanceId]));
    expect(new Set(ids(await cli(['list', '--prefix', 'many-', '--all', '--json']))).size).toBe(103);
    expect(ids(await cli(['list', '--name', 'Approval', '-p', 'many-', '--limit', '102', '--json']))).toHaveLength(102);
    const some = await cli(['list', '-p', 'many-', '-s', 'pending,running', '--limit', '2']);
    expect(some.stdout).toMatch(/^INSTANCE +ORCHESTRATOR +STATUS .*\nmany-102 +Approval .*\nmany-101 .*\n$/);
    expect(some.stderr).toBe('There are more: --all shows them.\n');
    expect((await cli(['list', '-p', 'nobody'])).stdout).toMatch(/^INSTANCE .*\n$/);
  });

  it('reads, signals and calls entities', async () => {
    expect((await cli(['entities', 'signal', 'Counter', 'my steps', 'add', '-i', '2'])).code).toBe(0);
    expect(await cli(['entities', 'call', 'Counter', 'my steps', 'add', '-i', '3'])).toEqual(done('5\n'));
    expect((await cli(['entities', 'get', 'counter', 'my steps'])).stdout).toMatch(/^state {2,}\{"count":5\}$/m);
    expect((await cli(['entities', 'list', '--name', 'counter'])).stdout).toMatch(/^@counter@my steps +\{"count":5\}/m);
    expect((await cli(['entities', 'get', 'counter', 'none'])).code).toBe(3);
  });

  it('lists functions, and knows that it is ready', async () => {
    expect((await cli(['functions'])).stdout).toMatch(/^activity +Say$/m);
    expect(await cli(['health'])).toEqual(done('ready\n'));
  });
});

describe('histories', () => {
  const samples = fileURLToPath(new URL('testing/sample-modules.ts', import.meta.url));

  it('are exported as the client exports them, and run against the code', async () => {
    await begin('Journey', 'journey');
    await test.instanceOnce('journey', waiting);
    await test.services.client.raiseEvent('journey', 'Approval', { ok: true });
    await test.instanceOnce('journey', ended);
    const files = ['journey', 'journey-child'].map((id) => join(folder, `${id}.json`));
    for (const [n, id] of ['journey', 'journey-child'].entries()) {
      expect((await cli(['history', 'export', id, '-o', files[n] ?? ''])).code).toBe(0);
    }
    const exported: unknown = JSON.parse(await readFile(files[0] ?? '', 'utf8'));
    expect(exported).toEqual(JSON.parse(JSON.stringify(await test.services.client.exportHistory('journey'))));
    const verified = await cli(['history', 'verify', ...files, '--functions', samples]);
    expect(verified).toEqual(done(files.map((file) => `${file}: goes on\n`).join('')));
    const strange = await cli(['history', 'verify', files[0] ?? '', '--json']);
    expect([strange.code, JSON.parse(strange.stdout)]).toMatchObject([1, { ok: false }]);
  });

  it('that are none are refused', async () => {
    const file = join(folder, 'none.json');
    await writeFile(file, '{}');
    expect(await cli(['history', 'verify', file])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('exit codes', () => {
  it.each([
    [2, ['start']],
    [2, ['start', 'Hello', '--input', 'Tokyo']],
    [2, ['status', '..']],
    [3, ['status', 'nobody']],
    [3, ['start', 'Nobody']],
    [3, ['history', 'export', 'nobody']],
    [5, ['health', '--url', 'http://127.0.0.1:1']],
    [6, ['start', 'Booking', '--input', '{"seats":1.5}']],
  ])('%i for %j, and the reason on stderr', async (code, args) => {
    const ran = await cli(args);
    expect([ran.code, ran.stdout]).toEqual([code, '']);
    expect(ran.stderr).not.toBe('');
    expect(ran.stderr).not.toContain('    at ');
  });

  it('has made the server log no error', () => {
    expect(test.errors).toEqual([]);
  });
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { phase } from '../setup/phase.mjs';
import { runNode } from '../setup/run-program.mjs';

const VITEST = 'node_modules/vitest/vitest.mjs';
const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';

/** Runs one of vitest's projects: how many tests passed and failed. */
export function runVitest(root, title, project) {
  return runSuite(title, async (report) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const ended = await runNode([VITEST, 'run', '--project', project, ...reporters], { cwd: root });
    return { ...ended, count: (json) => ({ passed: json.numPassedTests, failed: json.numFailedTests }) };
  });
}

/** Runs the browser tests: how many passed and failed. A test that passed at a second try only has failed. */
export function runPlaywright(root, title) {
  return runSuite(title, async (report) => {
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const ended = await runNode([PLAYWRIGHT, 'test', '--reporter=list,json'], { cwd: root, env });
    return { ...ended, count: ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }) };
  });
}

/** A suite that fails without a failing test, such as one whose file does not load, counts as one failure. */
async function runSuite(title, run) {
  const folder = await mkdtemp(join(tmpdir(), 'perdure-report-'));
  let result = { passed: 0, failed: 1 };
  try {
    await phase(title, async () => {
      const { succeeded, output, count } = await run(join(folder, 'report.json'));
      const report = await readFile(join(folder, 'report.json'), 'utf8').catch(() => undefined);
      const { passed, failed } = report ? count(JSON.parse(report)) : { passed: 0, failed: 0 };
      result = { passed, failed: succeeded ? failed : Math.max(failed, 1) };
      if (result.failed > 0) process.stdout.write(`\n${output}\n`);
      return `${result.passed} passed${result.failed > 0 ? `, ${result.failed} failed` : ''}`;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return result;
}

import { phase } from '../setup/phase.mjs';
import { runNode } from '../setup/run-program.mjs';

/** The same minute each time: what a seed found once, it may find again. */
const OPTIONS = ['--minutes', '1', '--seed', '11', '--nodes', '3', '--rate', '6', '--faults', '2', '--json'];

/** A minute of faults on nodes under load: one test, passed where nothing is lost and no invariant violated. */
export async function runChaos(root) {
  let failed = 0;
  await phase('Faults', async () => {
    const { succeeded, output } = await runNode(['--import', 'tsx', 'chaos/run.ts', ...OPTIONS], { cwd: root });
    if (succeeded) return '1 passed';
    failed = 1;
    process.stdout.write(`\n${output}\n`);
    return '1 failed';
  });
  return { passed: 1 - failed, failed };
}

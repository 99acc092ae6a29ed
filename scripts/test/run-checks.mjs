import { phase } from '../setup/phase.mjs';
import { runNpm } from '../setup/run-program.mjs';

/** Runs the rules that a machine can check. They are no tests: they count only when they fail. */
export async function runChecks(root) {
  let failed = 0;
  await phase('Checks', async () => {
    const { succeeded, output } = await runNpm(['run', 'check'], { cwd: root });
    if (succeeded) return;
    failed = 1;
    process.stdout.write(`\n${output}\n`);
    return 'failed';
  });
  return { passed: 0, failed };
}

/** Functions that end or stop their process, as long as its environment says that they are broken. */
import { activity, orchestrator } from 'perdure';

const isBroken = process.env['CHAOS_BROKEN'] === '1';

function endProcess(): void {
  if (isBroken) process.kill(process.pid, 'SIGKILL');
}

/** Ends its process after `size` milliseconds. */
export const deadlyTurn = orchestrator('DeadlyTurn', async (context, size: number) => {
  await context.createTimer({ milliseconds: size });
  endProcess();
  return 'survived';
});

export const deadly = activity('Deadly', endProcess);

/** Its activity ends its process. */
export const deadlyActivity = orchestrator('DeadlyActivity', async (context, _size: number) => {
  await context.callActivity(deadly);
  return 'survived';
});

/** Stops its process after `size` milliseconds. */
export const hangingTurn = orchestrator('HangingTurn', function* (context, size: number) {
  yield* context.createTimer({ milliseconds: size });
  while (isBroken);
  return 'survived';
});

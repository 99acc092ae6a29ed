/** Functions of the scripts that run nodes in processes of their own. Each run of an activity is told to the parent process. */
import { setTimeout as sleep } from 'node:timers/promises';
import { activity, orchestrator } from 'perdure';

export const pause = activity('Pause', async (ms: number, context) => {
  process.send?.({ ran: context.instanceId, at: Date.now() });
  await sleep(ms);
});

/** So many activities of 100 ms at once. */
export const spread = orchestrator('Spread', function* (context, width: number) {
  yield* context.all(Array.from({ length: width }, () => context.callActivity(pause, 100)));
});

/** Activities of 5 ms, one after the other, until it is told to stop. */
export const steps = orchestrator('Steps', function* (context) {
  const stop = context.waitForExternalEvent('Stop');
  while (!stop.isCompleted) yield* context.callActivity(pause, 5);
});

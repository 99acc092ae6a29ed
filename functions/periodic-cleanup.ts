/** Eternal: begins anew after each round, so that its history stays short however long it lives. */
import { activity, orchestrator } from 'perdure';

export type Tally = { rounds: number; removed: number };

export const removeOldFiles = activity('RemoveOldFiles', () => Math.floor(Math.random() * 10));

export const periodicCleanup = orchestrator('PeriodicCleanup', async (context, before?: Tally) => {
  const { rounds, removed } = before ?? { rounds: 0, removed: 0 };
  const tally: Tally = { rounds: rounds + 1, removed: removed + (await context.callActivity(removeOldFiles)) };
  context.setCustomStatus(tally);
  const pause = context.createTimer({ hours: 1 });
  const stop = context.waitForExternalEvent('Stop');
  if ((await context.any([stop, pause])) === pause) context.continueAsNew(tally);
  else pause.cancel();
  return tally;
});

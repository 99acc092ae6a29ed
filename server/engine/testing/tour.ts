/** An orchestrator that uses all there is. It has a golden history, so it never changes. */
import { activity } from '../activity';
import { orchestrator } from '../orchestrator';

const measure = activity('Measure', (place: string) => place.length);

/** Fans out, races, fails and recovers, cancels, is told early, and runs two branches side by side. */
export const tour = orchestrator('Tour', async (context, places: string[]) => {
  context.setCustomStatus({ stage: 'measuring' });
  const lengths = await context.all(places.map((place) => context.callActivity(measure, place)));
  const deadline = context.createTimer({ hours: 1 });
  const stop = context.waitForExternalEvent<string>('Stop');
  const attempt = context.callActivity<string>('Risky', lengths);
  const winner = await context.any([stop, attempt, deadline]);
  deadline.cancel();
  const said = winner.isFaulted ? 'it failed' : 'it did not';
  const branch = async (name: string) => {
    const told = await context.waitForExternalEvent<string>(name);
    await null;
    return await context.callActivity<string>('Note', `${name}: ${told}`);
  };
  const notes = await Promise.all([branch('Left'), branch('Right')]);
  await context.createTimer({ minutes: 5 });
  context.setCustomStatus(undefined);
  return { lengths, said, notes, at: context.currentUtcDateTime };
});

/** Singleton: however often it is started, one instance runs under its id. */
import { activity, http, orchestrator } from 'perdure';

const INSTANCE_ID = 'nightly-report';

export const writeReport = activity('WriteReport', (day: string) => `Nothing happened on ${day}.`);

export const nightlyReport = orchestrator('NightlyReport', async (context) => {
  const day = context.currentUtcDateTime.toISOString().slice(0, 10);
  const report = await context.callActivity(writeReport, day);
  // Whoever asks again within the hour gets the same report.
  await context.createTimer({ hours: 1 });
  return report;
});

/** `POST /api/NightlyReport` starts it, or follows the one that runs. */
export const startNightlyReport = http('NightlyReport', {
  methods: ['POST'],
  handler: async (_request, { client, createCheckStatusResponse }) => {
    const options = { instanceId: INSTANCE_ID, onConflict: 'return-existing' as const };
    return createCheckStatusResponse(await client.startNew(nightlyReport, undefined, options));
  },
});

/** Retry and time limit: a service that fails, or does not answer, is asked again after growing pauses. */
import { activity, orchestrator } from 'perdure';

export const askService = activity('AskService', (question: string, { attempt }) => {
  if (attempt < 3) throw new Error(`The service is down, for the ${attempt === 1 ? 'first' : 'second'} time.`);
  return `${question}? Yes.`;
});

export const flakyService = orchestrator('FlakyService', async (context, question: string) =>
  context.callActivity(askService, question, {
    timeout: { seconds: 30 },
    retry: {
      firstRetryIntervalInMilliseconds: 1_000,
      backoffCoefficient: 2,
      maxRetryIntervalInMilliseconds: 60_000,
      maxNumberOfAttempts: 5,
    },
  }),
);

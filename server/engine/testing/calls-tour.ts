/** An orchestrator that makes every kind of call with all its options. It has a golden history, so it never changes. */
import { activity } from '../activity';
import { orchestrator } from '../orchestrator';

const fetchPage = activity('FetchPage', (page: number) => page);

/** Tries again, runs out of time twice, fans out a few at a time, and polls. */
export const callsTour = orchestrator('CallsTour', async (context, pages: number[]) => {
  const order = context.newGuid();
  const retry = { firstRetryIntervalInMilliseconds: 1_000, maxNumberOfAttempts: 3, backoffCoefficient: 2 };
  const options = { retry, timeout: { seconds: 30 }, tags: { kind: 'risky' } };
  const charged = await context.callActivity<string>('Charge', order, options);
  const answered = await context.waitForExternalEvent('Answer', { timeout: { hours: 1 } }).then(
    () => true,
    () => false,
  );
  const begin = (page: number) => context.callActivity(fetchPage, page);
  const fetched = await context.map(pages, begin, { concurrency: 2, progress: true });
  const response = await context.callHttp({ method: 'POST', url: 'https://api.example/reports', body: { order } });
  return { order, charged, answered, fetched, status: response.statusCode, second: context.newGuid() };
});

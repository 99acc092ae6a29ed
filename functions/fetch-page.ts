/** Durable HTTP: a call that may take hours, as the other side answers 202 until it is done. Public addresses only. */
import { orchestrator } from 'perdure';

export const fetchPage = orchestrator('FetchPage', async (context, { url }: { url: string }) => {
  const { statusCode, content } = await context.callHttp({ method: 'GET', url, timeout: { hours: 6 } });
  return { statusCode, characters: content.length, beginning: content.slice(0, 200) };
});

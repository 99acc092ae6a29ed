import { historyQuerySchema } from '@/contract/history-event';
import { instanceIdSchema } from '@/contract/instance';
import { json } from '../answers';
import type { HttpServices } from '../services';
import { readQuery, validate } from '../validate';

/** Events of the current generation in order: 200 with a `HistoryPage`. */
export async function listHistory(
  request: Request,
  params: { id: string },
  { client }: HttpServices,
): Promise<Response> {
  const page = readQuery(request, historyQuerySchema);
  return json(await client.getHistory(validate(instanceIdSchema, params.id), page));
}

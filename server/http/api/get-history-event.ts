import { historyQuerySchema } from '@/contract/history-event';
import { instanceIdSchema } from '@/contract/instance';
import { queryInteger } from '@/contract/query-integer';
import { json } from '../answers';
import { Refusal } from '../refusal';
import type { HttpServices } from '../services';
import { readQuery, validate } from '../validate';

const seqSchema = queryInteger(0, 999_999_999);

const querySchema = historyQuerySchema.pick({ generation: true });

/** One event with its payload: 200 with a `HistoryEventView`. */
export async function getHistoryEvent(
  request: Request,
  params: { id: string; seq: string },
  { client }: HttpServices,
): Promise<Response> {
  const seq = validate(seqSchema, params.seq);
  const { generation } = readQuery(request, querySchema);
  const event = await client.getHistoryEvent(validate(instanceIdSchema, params.id), seq, generation);
  if (event === null) throw new Refusal('not-found', 'No instance with this id has such an event.');
  return json(event);
}

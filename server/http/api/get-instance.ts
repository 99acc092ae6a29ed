import { instanceIdSchema } from '@/contract/instance';
import { json } from '../answers';
import { Refusal } from '../refusal';
import type { HttpServices } from '../services';
import { validate } from '../validate';

/** Everything about an instance but its history: 200 with `InstanceDetails`. */
export async function getInstance(
  _request: Request,
  params: { id: string },
  { client }: HttpServices,
): Promise<Response> {
  const instance = await client.getStatus(validate(instanceIdSchema, params.id));
  if (instance === null) throw new Refusal('instance-not-found', 'No instance has this id.');
  return json(instance);
}

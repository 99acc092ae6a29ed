import { json } from '../answers';
import type { HttpServices } from '../services';

/** The functions that this node can run: 200 with a `FunctionList`. */
export function listFunctions(_request: Request, _params: unknown, { client }: HttpServices): Response {
  return json(client.listFunctions());
}

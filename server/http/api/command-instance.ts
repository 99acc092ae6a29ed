import { reasonRequestSchema } from '@/contract/commands';
import { instanceIdSchema } from '@/contract/instance';
import { actorOf } from '../actor-of';
import { accepted } from '../answers';
import type { Handler } from '../route';
import { readCommand, validate } from '../validate';

/** The handler of a command that takes a reason: 202 once it is durable. */
export function commandInstance(command: 'suspend' | 'resume' | 'cancel' | 'rewind'): Handler<{ id: string }> {
  return async (request, params, { client }) => {
    const instanceId = validate(instanceIdSchema, params.id);
    const { reason } = await readCommand(request, reasonRequestSchema);
    await client[command](instanceId, reason, { actor: actorOf(request) });
    return accepted();
  };
}

import { reasonRequestSchema } from '@/contract/commands';
import { actorOf } from '../actor-of';
import { accepted } from '../answers';
import type { ProblemCode } from '../problems';
import { type ApiHandler, apiHandler } from './api-route';
import { instanceParamsSchema } from './instance-params';

type Command = 'suspend' | 'resume' | 'cancel' | 'rewind';

const SUMMARIES = {
  suspend: 'Suspend an instance',
  resume: 'Resume a suspended instance',
  cancel: 'Ask an instance to come to an end',
  rewind: 'Let a failed instance try again',
} as const satisfies Record<Command, string>;

/** The handler of a command that takes a reason. */
export function commandInstance(command: Command): ApiHandler {
  const ended: ProblemCode[] =
    command === 'rewind' ? ['instance-not-ended', 'instance-not-failed'] : ['instance-ended'];
  return apiHandler({
    tag: 'Instances',
    summary: SUMMARIES[command],
    params: instanceParamsSchema,
    body: reasonRequestSchema,
    answers: { 202: { description: 'The command is durable.' } },
    problems: ['instance-not-found', ...ended],
    handle: async ({ params, body: { reason }, request }, { client }) => {
      await client[command](params.id, reason, { actor: actorOf(request) });
      return accepted();
    },
  });
}

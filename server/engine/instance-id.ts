import { instanceIdProblem } from '@/contract/text-problem';

/** Throws a `TypeError` for an id that no orchestration can have. */
export function assertInstanceId(instanceId: string): void {
  if (typeof instanceId !== 'string') throw new TypeError('An instance id is text.');
  const problem = instanceIdProblem(instanceId);
  if (problem !== null) throw new TypeError(problem.message);
}

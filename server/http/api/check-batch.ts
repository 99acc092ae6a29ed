import { type BatchTargets, batchProblem } from '@/contract/batch';
import { Refusal } from '../refusal';
import { checkFilter } from './check-filter';

/** The request with each id once. Throws a Refusal (`invalid-request`) where its parts contradict each other. */
export function checkBatch<Request extends BatchTargets>(request: Request): Request {
  const problem = batchProblem(request);
  if (problem !== null) throw new Refusal('invalid-request', problem);
  if (request.filter !== undefined) checkFilter(request.filter);
  const { instanceIds } = request;
  return instanceIds === undefined ? request : { ...request, instanceIds: [...new Set(instanceIds)] };
}

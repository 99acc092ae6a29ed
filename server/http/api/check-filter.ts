import { filterProblem, type InstanceFilter } from '@/contract/instance-filter';
import { Refusal } from '../refusal';

/** The filter, as it is. Throws a Refusal (`invalid-request`) where its parts contradict each other. */
export function checkFilter<Filter extends InstanceFilter>(filter: Filter): Filter {
  const problem = filterProblem(filter);
  if (problem !== null) throw new Refusal('invalid-request', problem);
  return filter;
}

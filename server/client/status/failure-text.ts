import type { FailureDetails } from '@/contract/failure-details';

/** Why an orchestrator failed, in the sentence that Azure has for it. */
export function orchestratorFailed(name: string | null, { message }: FailureDetails): string {
  return `Orchestrator function '${name}' failed: ${message}`;
}

/** Why an activity failed, in the sentence that Azure has for it. */
export function activityFailed(name: string | null, { message }: FailureDetails): string {
  return `Activity function '${name}' failed: ${message}`;
}

/** The end of an instance whose version nothing that is deployed runs, where the settings say that it ends so. */
import type { FailureDetails } from '@/contract/failure-details';
import type { AnyOrchestrator } from './orchestrator';

class VersionMismatch extends Error {
  override name = 'VersionMismatch';
  readonly isNonRetriable = true;
}

/** Such an end as data. */
export function versionMismatch(message: string): FailureDetails {
  return { errorType: 'VersionMismatch', message, isNonRetriable: true };
}

/** Code for an instance that has not begun: it ends with this failure. */
export function failingWith({ message }: FailureDetails): AnyOrchestrator {
  return {
    kind: 'orchestrator',
    name: '',
    version: null,
    run: () => {
      throw new VersionMismatch(message);
    },
  };
}

import type { FailureDetails } from '@/contract/failure-details';
import type { RuntimeStatus } from '@/contract/runtime-status';
import { deserialize } from '../engine/payload';
import type { InstanceStatus } from '../query-store';

declare const OUTPUT: unique symbol;

/** An instance's id, which knows what the instance will give. At run time it is a plain string. */
export type InstanceId<Output = unknown> = string & { readonly [OUTPUT]: Output };

/** How an instance ended; or how it stands, where the wait for its end was limited. */
export type Completion<Output = unknown> = { generation: number; failure: FailureDetails | null } & (
  | { status: 'Completed'; output: Output }
  | { status: Exclude<RuntimeStatus, 'Completed'>; output: undefined }
);

/** What the code gave, as the value that it is. */
export function completionOf<Output>({ status, generation, output, failure }: InstanceStatus): Completion<Output> {
  if (status !== 'Completed') return { status, generation, output: undefined, failure };
  return { status, generation, output: deserialize(output) as Output, failure };
}

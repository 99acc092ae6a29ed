import { z } from 'zod';

/** What is kept of an error: enough to read it years later without the code that threw it. */
export type FailureDetails = {
  /** The error's class, such as `TypeError`; the JavaScript type for thrown values that are no errors. */
  errorType: string;
  message: string;
  stackTrace?: string | undefined;
  /** The error's `cause`, as deep as it goes. */
  innerFailure?: FailureDetails | undefined;
  /** All that failed, where it was more than one; `innerFailure` is the first of them. */
  innerFailures?: FailureDetails[] | undefined;
  /** True when retrying cannot help. */
  isNonRetriable?: boolean | undefined;
  /** The error's own enumerable properties that JSON can hold, as many as there is room for. */
  properties?: Record<string, unknown> | undefined;
};

export const failureDetailsSchema: z.ZodType<FailureDetails> = z
  .object({
    errorType: z.string(),
    message: z.string(),
    stackTrace: z.string().optional(),
    innerFailure: z.lazy(() => failureDetailsSchema).optional(),
    innerFailures: z.lazy(() => z.array(failureDetailsSchema)).optional(),
    isNonRetriable: z.boolean().optional(),
    properties: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'FailureDetails' });

/** An error as a line of the log shows it. */
export type LoggedError = { type: string; message: string; code?: string; stack?: string; cause?: LoggedError };

/** So many causes of causes are followed. */
const DEPTH_MAX = 5;

/** What was thrown, which need not be an error. */
export function loggedError(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: String(thrown) };
  const { name, message, stack, cause } = thrown;
  return {
    type: name,
    message,
    ...('code' in thrown && typeof thrown.code === 'string' && { code: thrown.code }),
    ...(stack !== undefined && { stack }),
    ...(cause !== undefined && depth < DEPTH_MAX && { cause: loggedError(cause, depth + 1) }),
  };
}

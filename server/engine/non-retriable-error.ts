/** Thrown by an activity: trying again cannot help. */
export class NonRetriableError extends Error {
  override name = 'NonRetriableError';
  readonly isNonRetriable = true;
}

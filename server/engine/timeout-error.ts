/** What an orchestrator catches when something it waited for did not come in time. */
export class TimeoutError extends Error {
  override name = 'TimeoutError';
}

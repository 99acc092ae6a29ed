import { ClientError } from '../client/client-error';
import { EntityOperationFailedError } from '../client/entity-operation-failed-error';
import type { Log } from '../log';
import { hasSqlState } from './has-sql-state';
import { isDatabaseUnavailable } from './is-database-unavailable';
import type { ProblemFacts } from './problems';
import { Refusal } from './refusal';

/** The server gave up a statement that took longer than it may. */
const GIVEN_UP = /^57014$/;

/** What to answer for something that handling the request threw. */
export function problemOf(error: unknown, request: Request, log: Pick<Log, 'error'>): ProblemFacts {
  return refusedAs(error) ?? tooSlowAs(error) ?? unavailableAs(error) ?? internalAs(error, request, log);
}

/** The problem with a request that was refused; null for anything else that was thrown. */
export function refusedAs(error: unknown): ProblemFacts | null {
  if (error instanceof Refusal) return { code: error.code, detail: error.message, ...error.facts };
  if (error instanceof EntityOperationFailedError) return { code: 'operation-failed', detail: error.message };
  if (!(error instanceof ClientError)) return null;
  return { code: error.code, detail: error.message, issues: error.issues && [...error.issues] };
}

function tooSlowAs(error: unknown): ProblemFacts | null {
  if (!hasSqlState(error, GIVEN_UP)) return null;
  return { code: 'query-too-slow', detail: 'Narrow it down: to a shorter time, a name or a status.' };
}

function unavailableAs(error: unknown): ProblemFacts | null {
  if (!isDatabaseUnavailable(error)) return null;
  return {
    code: 'database-unavailable',
    detail: 'Nothing that was acknowledged is lost: try again in a few seconds.',
  };
}

/** Logs what nobody expected under the id that the answer names: its message and stack are for the log alone. */
export function internalAs(error: unknown, request: Request, log: Pick<Log, 'error'>): ProblemFacts {
  const requestId = crypto.randomUUID();
  const { pathname: path } = new URL(request.url);
  log.error({ err: error, requestId, method: request.method, path }, 'a request failed that should not have');
  return { code: 'internal', detail: `The log has the reason, under request id ${requestId}.`, requestId };
}

import { type AnySchema, InvalidInputError, parseInputNow } from '../engine/input-schema';
import { ClientError } from './client-error';

/** Throws a `ClientError` (`invalid-request`) where an orchestrator's schema refuses the input. */
export function checkInput(schema: AnySchema, orchestrator: string, input: unknown): void {
  try {
    parseInputNow(schema, `orchestrator '${orchestrator}'`, input);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new ClientError('invalid-request', error.message, error.issues);
  }
}

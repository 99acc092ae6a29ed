import { parseJson } from '../parse-json';
import { statusOf } from '../problems';
import { readBody } from '../read-body';
import { Refusal } from '../refusal';
import { azureError } from './azure-answers';

/**
 * The JSON value that the request carries, undefined where its body is empty; the answer to give where it is no JSON.
 * Throws a Refusal where the body is too large.
 */
export async function readAzureJson(request: Request): Promise<{ value: unknown } | Response> {
  try {
    const text = await readBody(request);
    return { value: text.trim() === '' ? undefined : parseJson(text) };
  } catch (error) {
    if (!(error instanceof Refusal && statusOf(error.code) === 400)) throw error;
    return azureError(400, 'Invalid JSON content', {
      message: error.message,
      type: 'Newtonsoft.Json.JsonReaderException',
    });
  }
}

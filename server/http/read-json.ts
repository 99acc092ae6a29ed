import { parseJson } from './parse-json';
import { readBody } from './read-body';
import { Refusal } from './refusal';

/**
 * The JSON value that a request carries; undefined where its body is empty.
 * Throws a Refusal: `unsupported-media-type` where a body is not declared as JSON, else as `readBody` and `parseJson`.
 */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readBody(request);
  if (text === '') return undefined;
  if (!isJson(request.headers.get('content-type'))) {
    throw new Refusal('unsupported-media-type', 'Send the body as application/json, in UTF-8.');
  }
  return parseJson(text);
}

/** True for `application/json`, as long as its charset, where it names one, is UTF-8. */
export function isJson(contentType: string | null): boolean {
  const [mediaType, ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return mediaType === 'application/json' && /^(utf-?8|"utf-?8")$/.test(charset?.slice('charset='.length) ?? 'utf-8');
}

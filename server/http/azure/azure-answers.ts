/** Answers in the shapes that Azure's Durable Functions extension gives them. */

type ExceptionType = 'System.ArgumentException' | 'System.Exception' | 'Newtonsoft.Json.JsonReaderException';

type Init = { status?: number; headers?: Record<string, string> };

/** JSON with the content type to the letter. */
export function azureJson(value: unknown, { status = 200, headers = {} }: Init = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}

/** A status and nothing else. */
export function azureEmpty(status: number): Response {
  return new Response(null, { status });
}

/** An error. `exception` is what the extension calls the exception's message and type. */
export function azureError(
  status: number,
  message: string,
  exception?: { message: string; type: ExceptionType },
  headers: Record<string, string> = {},
): Response {
  const body = { Message: message, ExceptionMessage: exception?.message, ExceptionType: exception?.type };
  return azureJson(body, { status, headers });
}

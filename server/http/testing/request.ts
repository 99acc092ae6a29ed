/** A request as a program sends it: addressed to this machine, JSON where there is something to say. */
export function request(
  method: string,
  path: string,
  options: { body?: unknown; headers?: HeadersInit } = {},
): Request {
  const headers = new Headers({ host: 'localhost:7071', ...Object.fromEntries(new Headers(options.headers)) });
  if (options.body === undefined) return new Request(`http://localhost:7071${path}`, { method, headers });
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  const body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
  return new Request(`http://localhost:7071${path}`, { method, headers, body });
}

/** A JSON answer that nobody may keep. */
export function json(value: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return Response.json(value, { ...init, headers: { 'cache-control': 'no-store', ...init.headers } });
}

/** 202: the command is durable, and what it does will show in a moment. */
export function accepted(): Response {
  return new Response(null, { status: 202 });
}

/** 204: done, and there is nothing to say. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}

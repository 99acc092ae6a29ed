/** Durable HTTP calls in a test hub: nothing leaves it, a stub answers. */
import { activity } from '../engine/activity';
import { HTTP_ACTIVITY, type HttpAnswer, type HttpRequest } from '../engine/durable-http';

export type HttpStub = (request: HttpRequest) => Response | Promise<Response>;

/** The built-in activity behind `callHttp`, where no stub answers. */
export const noHttp = activity(HTTP_ACTIVITY, ({ url }: HttpRequest): HttpAnswer => {
  throw new Error(`A test hub sends no requests, not to ${url} either: stub them with hub.stubHttp.`);
});

/** The stub as the activity. */
export function answering(stub: HttpStub): (request: HttpRequest) => Promise<HttpAnswer> {
  return async (request) => {
    const response = await stub(request);
    const headers = Object.fromEntries(response.headers);
    return { statusCode: response.status, content: await response.text(), headers, url: request.url };
  };
}

/** HTTP calls as an orchestrator makes them, and as the built-in activity carries them out. */

/** The activity behind `callHttp`. Every node has it. */
export const HTTP_ACTIVITY = 'BuiltIn::HttpActivity';

/** The input of the activity: one request. */
export type HttpRequest = { method: string; url: string; headers: Record<string, string>; body?: string | undefined };

/** The result of the activity: what was answered, whatever its status. */
export type HttpAnswer = {
  statusCode: number;
  /** The body as text. */
  content: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The URL that answered, after all redirects. */
  url: string;
};

/** What an orchestrator gets for a call: any answer, also one that tells of an error. */
export class DurableHttpResponse {
  readonly statusCode: number;
  /** The body as text. */
  readonly content: string;
  readonly headers: Record<string, string>;

  constructor({ statusCode, content, headers }: HttpAnswer) {
    this.statusCode = statusCode;
    this.content = content;
    this.headers = headers;
  }

  /** The header of this name, in whatever case; undefined where there is none. */
  getHeader(name: string): string | undefined {
    return headerOf(this.headers, name);
  }
}

export function headerOf(headers: Record<string, string>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(headers).find(([header]) => header.toLowerCase() === wanted)?.[1];
}

/** The headers without those of these names, which are in lower case. */
export function withoutHeaders(headers: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())));
}

/** Headers that belong to the origin they were given for, and go to no other. */
export const CREDENTIAL_HEADERS = ['authorization', 'cookie', 'proxy-authorization'] as const;

/** Headers that describe a body. */
export const BODY_HEADERS = ['content-type', 'content-length', 'content-encoding'] as const;

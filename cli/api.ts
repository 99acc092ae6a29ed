/**
 * Perdure's API, as the commands use it.
 *
 * A1. Whatever goes wrong is a CliError whose exit code says what kind of thing it was.
 * A2. Nothing is sent twice: whether a command whose answer was lost has happened, only its sender can judge.
 */
import type { z } from 'zod';
import { problemSchema } from '@/contract/problem';
import { CliError } from './cli-error';
import { EXIT, type ExitCode } from './exit-code';

type Query = Readonly<Record<string, string | number | undefined>>;

type Sending = {
  query?: Query;
  /** JSON text. */
  body?: string;
  headers?: Readonly<Record<string, string>>;
};

const CONFLICTS = new Set([409, 410]);

/** The server, or the database behind it, is not there for now. */
const ABSENCES = new Set([502, 503]);

export class Api {
  constructor(private readonly url: string) {}

  /** Reads a document, or what a command answers. Gives all of it, also what this version does not know. */
  async ask<Schema extends z.ZodType>(
    schema: Schema,
    method: 'GET' | 'POST' | 'DELETE',
    path: readonly string[],
    sending: Sending = {},
  ): Promise<z.output<Schema>> {
    const response = await this.#send(method, path, sending);
    const document: unknown = await this.#body(response).catch(() => undefined);
    if (schema.safeParse(document).success) return document as z.output<Schema>;
    throw new CliError(EXIT.refused, `What answers at ${this.url} is not Perdure, or of another version.`);
  }

  /** Gives a command that answers nothing. */
  async tell(path: readonly string[], body: string, query: Query = {}): Promise<void> {
    await (await this.#send('POST', path, { body, query })).body?.cancel();
  }

  /** Opens a stream of server-sent events, which ends with the signal. */
  async textStream(path: readonly string[], signal: AbortSignal): Promise<ReadableStream<string>> {
    const { body } = await this.#send('GET', path, {}, signal);
    if (body !== null) return body.pipeThrough<string>(new TextDecoderStream());
    throw new CliError(EXIT.refused, `What answers at ${this.url} is not Perdure, or of another version.`);
  }

  async #send(method: string, path: readonly string[], sending: Sending, signal?: AbortSignal): Promise<Response> {
    const { query = {}, body, headers = {} } = sending;
    const given = body === undefined ? {} : { 'content-type': 'application/json' };
    const init = { method, headers: { ...given, ...headers }, body: body ?? null, signal: signal ?? null };
    const response = await fetch(this.#address(path, query), init).catch((error: unknown) => {
      throw this.#unreachable(error);
    });
    if (response.ok) return response;
    const document: unknown = await this.#body(response).catch(() => undefined);
    throw this.#refusal(response.status, document);
  }

  #address(path: readonly string[], query: Query): URL {
    const address = new URL(`api/v1/${path.map(segment).join('/')}`, this.url);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    return address;
  }

  async #body(response: Response): Promise<unknown> {
    return JSON.parse(await response.text());
  }

  #unreachable(error: unknown): CliError {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
    const code = cause !== undefined && 'code' in cause ? ` (${String(cause.code)})` : '';
    return new CliError(EXIT.unreachable, `Nothing answers at ${this.url}${code}: is Perdure running there?`);
  }

  #refusal(status: number, document: unknown): CliError {
    const problem = problemSchema.safeParse(document);
    if (!problem.success) {
      const exitCode = ABSENCES.has(status) ? EXIT.unreachable : EXIT.refused;
      return new CliError(exitCode, `${this.url} answers ${status}, and not as Perdure does.`);
    }
    const { title, detail, requestId } = problem.data;
    const place = requestId === undefined ? '' : ` (request ${requestId} in the server’s log)`;
    // What is not there is named well enough by the detail alone.
    const what = status === 404 ? detail : `${title}: ${detail}`;
    return new CliError(exitCodeOf(status), `${what}${place}`);
  }
}

function exitCodeOf(status: number): ExitCode {
  if (status === 404) return EXIT.notFound;
  if (CONFLICTS.has(status)) return EXIT.conflict;
  return ABSENCES.has(status) ? EXIT.unreachable : EXIT.refused;
}

/** A part of a path. What a URL would take for something else is refused: dots are a way up, and nothing is no part. */
function segment(text: string): string {
  if (text === '' || text === '.' || text === '..') {
    throw new CliError(EXIT.usage, `'${text}' is no name or id.`);
  }
  return encodeURIComponent(text);
}

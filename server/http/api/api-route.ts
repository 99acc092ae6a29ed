/**
 * A route of Perdure's own API, declared once.
 *
 * R1. The schemas that the API's description shows are those that requests are checked by.
 * R2. A handler is called only with what fits them.
 */
import type { z } from 'zod';
import type { Routed } from '../match-route';
import type { ProblemCode } from '../problems';
import type { Handler } from '../route';
import type { HttpServices } from '../services';
import { readCommand, readQuery, validate } from '../validate';

/** The headings that the API's description has. */
type Tag = 'Instances' | 'Batches' | 'Entities' | 'Functions' | 'Changes' | 'Operations';

type Answer = {
  /** What the answer says, as a sentence. */
  description: string;
  /** None where the answer has no body. */
  schema?: z.ZodType;
  /** `application/json` by default. */
  contentType?: string;
};

/** No unknown fields and parameters: what is misspelled is refused. */
type Fields = z.ZodObject;

type Nothing = z.ZodObject<Record<never, never>>;

type RouteFacts = {
  tag: Tag;
  /** What it does, in a few words. */
  summary: string;
  description?: string;
  answers: Readonly<Record<number, Answer>>;
  /** What it answers besides that which every route of its kind may answer. */
  problems?: readonly ProblemCode[];
};

type Schemas<Params extends Fields, Query extends Fields, Body extends Fields> = {
  params?: Params;
  query?: Query;
  body?: Body;
};

/** What a handler gets of a request, checked. Without a schema the part is empty, and a body is not read. */
type Received<Params extends Fields = Nothing, Query extends Fields = Nothing, Body extends Fields = Nothing> = {
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
  request: Request;
};

type Declaration<Params extends Fields, Query extends Fields, Body extends Fields> = RouteFacts &
  Schemas<Params, Query, Body> & {
    handle(received: Received<Params, Query, Body>, services: HttpServices): Response | Promise<Response>;
  };

export type ApiRoute = Routed & {
  /** Names the route for programs that are made from the description. */
  readonly operationId: string;
  readonly facts: RouteFacts & Schemas<Fields, Fields, Fields>;
  readonly handle: Handler<Record<string, string>>;
};

export type ApiHandler = Pick<ApiRoute, 'facts' | 'handle'>;

/** Declares what a route takes and answers, and how. Requests that do not fit are refused before `handle` is called. */
export function apiHandler<
  Params extends Fields = Nothing,
  Query extends Fields = Nothing,
  Body extends Fields = Nothing,
>({ handle, ...facts }: Declaration<Params, Query, Body>): ApiHandler {
  const { params, query, body } = facts;
  return {
    facts,
    handle: async (request, given, services) => {
      const received = {
        params: params === undefined ? {} : validate(params, given),
        query: query === undefined ? {} : readQuery(request, query),
        body: body === undefined ? {} : await readCommand(request, body),
        request,
      };
      return handle(received as Received<Params, Query, Body>, services);
    },
  };
}

/** A row of the table of routes. */
export function apiRoute(method: string, route: string, operationId: string, handler: ApiHandler): ApiRoute {
  return { methods: [method], route, operationId, ...handler };
}

/** Orchestrators as data: programs that fast-check makes up, for one interpreter to perform. */
import fc from 'fast-check';

/** Whatever `bad` does fails, `flaky` does at its first two tries. A `limit` counts minutes. */
export type Leaf =
  | { kind: 'call'; name: 'a' | 'b' | 'bad' | 'flaky'; tries: number | null; limit: number | null }
  | { kind: 'wait'; name: string; limit: number | null }
  | { kind: 'timer'; minutes: number }
  | { kind: 'sub'; name: 'child' | 'badChild'; tries: number | null }
  | { kind: 'map'; name: 'a' | 'bad'; count: number; concurrency: number };

/** A task, or a composite of some. */
export type Expression = Leaf | { kind: 'all' | 'any'; of: Expression[] };

export type Statement =
  | { do: 'await'; expression: Expression; thenCancelTimers: boolean }
  /** Schedules a task that nobody waits for. */
  | { do: 'schedule'; leaf: Leaf }
  | { do: 'setStatus'; status: string }
  | { do: 'sendEvent'; name: string }
  | { do: 'seeTime' }
  | { do: 'drawGuid' }
  | { do: 'try'; body: Statement[] }
  | { do: 'loop'; times: number; body: Statement[] };

export type Program = Statement[];

/** How the world treats an instance. */
export type Weather = {
  /** Which of the waiting messages comes next. */
  picks: number[];
  /** How many come at once. */
  batches: number[];
  /** Events raised before anything else. */
  early: string[];
  /** The turn that suspends the instance, and how many later one resumes it. */
  pause: { turn: number; turns: number } | null;
  /** The turn in which somebody asks the instance to end. */
  cancelTurn: number | null;
};

const limit = fc.option(fc.nat(2), { freq: 2 });
const tries = fc.option(fc.integer({ min: 1, max: 3 }), { freq: 2 });

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    kind: fc.constant('call' as const),
    name: fc.constantFrom('a' as const, 'b' as const, 'bad' as const, 'flaky' as const),
    tries,
    limit,
  }),
  fc.record({ kind: fc.constant('wait' as const), name: fc.constantFrom('Go', 'GO', 'Stop'), limit }),
  fc.record({ kind: fc.constant('timer' as const), minutes: fc.nat(5) }),
  fc.record({
    kind: fc.constant('sub' as const),
    name: fc.constantFrom('child' as const, 'badChild' as const),
    tries,
  }),
  fc.record({
    kind: fc.constant('map' as const),
    name: fc.constantFrom('a' as const, 'bad' as const),
    count: fc.nat(4),
    concurrency: fc.integer({ min: 1, max: 3 }),
  }),
);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'expression' },
    leaf,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('expression'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

const { body, statement } = fc.letrec<{ body: Statement[]; statement: Statement }>((tie) => ({
  body: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }),
  statement: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'statement' },
    fc.record({ do: fc.constant('await' as const), expression, thenCancelTimers: fc.boolean() }),
    fc.record({ do: fc.constant('schedule' as const), leaf }),
    fc.record({ do: fc.constant('setStatus' as const), status: fc.constantFrom('early', 'late') }),
    fc.record({ do: fc.constant('sendEvent' as const), name: fc.constantFrom('Ping', 'Pong') }),
    fc.record({ do: fc.constantFrom('seeTime' as const, 'drawGuid' as const) }),
    fc.record({ do: fc.constant('try' as const), body: tie('body') }),
    fc.record({ do: fc.constant('loop' as const), times: fc.integer({ min: 1, max: 2 }), body: tie('body') }),
  ),
}));

export const programs: fc.Arbitrary<Program> = body;
export const statements: fc.Arbitrary<Statement> = statement;

export const weathers: fc.Arbitrary<Weather> = fc.record({
  picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 20 }),
  batches: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }),
  early: fc.array(fc.constantFrom('go', 'stop'), { maxLength: 3 }),
  pause: fc.option(fc.record({ turn: fc.nat(8), turns: fc.integer({ min: 1, max: 8 }) })),
  cancelTurn: fc.option(fc.nat(8), { freq: 2 }),
});

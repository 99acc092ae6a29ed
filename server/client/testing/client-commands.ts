/** Commands that clients give, made up by fast-check: each one is given to the model and to a hub, which have to agree. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { DurableClient } from '../durable-client';
import type { ClientModel, Refusal, Word } from './client-model';
import { keeper } from './keeper';

/** A hub, as far as the commands need it. */
export type Real = {
  client: DurableClient;
  /** Whether the activity of `risky` fails. */
  breakWorld(isBroken: boolean): void;
  /** Resolves once the hub shows what the model has, or rejects with the difference. */
  agree(model: ClientModel): Promise<void>;
};

class Command implements fc.AsyncCommand<ClientModel, Real> {
  constructor(
    private readonly title: string,
    private readonly expectOf: (model: ClientModel) => Refusal,
    private readonly give: (client: DurableClient) => Promise<unknown>,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: ClientModel, real: Real): Promise<void> {
    const expected = this.expectOf(model);
    const refusal = await this.give(real.client).then(
      () => null,
      (error) => error.code ?? error,
    );
    expect(refusal, this.title).toBe(expected);
    await real.agree(model);
  }

  toString(): string {
    return this.title;
  }
}

class BreakCommand implements fc.AsyncCommand<ClientModel, Real> {
  constructor(private readonly isBroken: boolean) {}

  check({ isBroken }: ClientModel): boolean {
    return isBroken !== this.isBroken;
  }

  run(model: ClientModel, real: Real): Promise<void> {
    model.isBroken = this.isBroken;
    real.breakWorld(this.isBroken);
    return Promise.resolve();
  }

  toString(): string {
    return this.isBroken ? 'break the world' : 'mend the world';
  }
}

const ids = fc.constantFrom('one', 'two');

type Simple = 'suspend' | 'resume' | 'terminate' | 'cancel' | 'rewind';

const simple = (name: Simple) =>
  ids.map(
    (id) =>
      new Command(
        `${name} ${id}`,
        (model) => model[name](id),
        (client) => client[name](id, 'because'),
      ),
  );

const starts = fc
  .tuple(ids, fc.constantFrom('error' as const, 'error' as const, 'replace' as const, 'return-existing' as const))
  .map(
    ([id, onConflict]) =>
      new Command(
        `start ${id}, or ${onConflict}`,
        (model) => model.start(id, onConflict),
        (client) => client.startNew(keeper, undefined, { instanceId: id, onConflict }),
      ),
  );

const words = fc.constantFrom<Word[]>('a', 'b', 'risky', 'risky', 'end');

const raises = fc.tuple(ids, words).map(
  ([id, word]) =>
    new Command(
      `raise ${word} for ${id}`,
      (model) => model.raise(id, word),
      (client) => client.raiseEvent(id, 'Word', word),
    ),
);

const restarts = ids.map(
  (id) =>
    new Command(
      `restart ${id}`,
      (model) => model.restart(id),
      (client) => client.restart(id),
    ),
);

const purges = ids.map(
  (id) =>
    new Command(
      `purge ${id}`,
      (model) => model.purge(id),
      (client) => client.purge(id),
    ),
);

export function clientCommands(maxCommands: number) {
  const breaks = fc.boolean().map((isBroken) => new BreakCommand(isBroken));
  const others = (['suspend', 'resume', 'terminate', 'cancel', 'rewind'] as const).map(simple);
  return fc.commands([starts, starts, raises, raises, raises, restarts, purges, breaks, ...others], { maxCommands });
}

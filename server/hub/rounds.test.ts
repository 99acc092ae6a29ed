import { describe, expect, it } from 'vitest';
import { runInRounds } from './rounds';

function* steps(name: string, count: number, seen: string[]): Generator<void, string, void> {
  for (let step = 0; step < count; step += 1) {
    seen.push(`${name}${step}`);
    yield;
  }
  return name;
}

// biome-ignore lint/correctness/useYield: a turn that never lets microtasks run is what is tested.
function* broken(): Generator<void, string, void> {
  throw new Error('broken');
}

describe('runInRounds', () => {
  it('runs all side by side, a step of each in a round', async () => {
    const seen: string[] = [];
    const ended = await runInRounds(
      new Map([
        ['a', steps('a', 2, seen)],
        ['b', steps('b', 1, seen)],
        ['c', steps('c', 0, seen)],
      ]),
    );
    expect(seen).toEqual(['a0', 'b0', 'a1']);
    expect(ended).toEqual(new Map(['c', 'b', 'a'].map((name) => [name, { ok: true, value: name }])));
  });

  it('lets all microtasks run between two rounds, once for all', async () => {
    const seen: string[] = [];
    async function chain(length: number): Promise<void> {
      for (let link = 0; link < length; link += 1) await Promise.resolve();
      seen.push('microtasks');
    }
    const turn = function* (): Generator<void, void, void> {
      void chain(50);
      yield;
      seen.push('next');
    };
    await runInRounds(
      new Map([
        [1, turn()],
        [2, turn()],
      ]),
    );
    expect(seen).toEqual(['microtasks', 'microtasks', 'next', 'next']);
  });

  it('keeps what one throws with that one', async () => {
    const ended = await runInRounds(
      new Map([
        ['bad', broken()],
        ['good', steps('good', 1, [])],
      ]),
    );
    expect(ended.get('bad')).toMatchObject({ ok: false, error: { message: 'broken' } });
    expect(ended.get('good')).toEqual({ ok: true, value: 'good' });
  });

  it('has nothing to do for none', async () => {
    expect(await runInRounds(new Map())).toEqual(new Map());
  });
});

import { describe, expect, it } from 'vitest';
import { type RoundsGuard, runInRounds, TurnInterrupted } from './rounds';

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

/** Interrupts steps that take too long, and notes what it is told. */
function testGuard(notes: string[] = [], budgetMs = 50): RoundsGuard<string> {
  return {
    interrupts: true,
    budgetMs,
    began: (key) => notes.push(`began ${key}`),
    rested: () => notes.push('rested'),
    ended: (key) => notes.push(`ended ${key}`),
  };
}

function loopForever(): never {
  for (;;);
}

/** Loops in its first step. */
// biome-ignore lint/correctness/useYield: it does not get that far.
function* looping(): Generator<void, string, void> {
  loopForever();
}

/** Loops in a microtask after its first step. */
function* loopingLater(): Generator<void, string, void> {
  void Promise.resolve().then(loopForever);
  yield;
  return 'never';
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

  it('R2. interrupts a step that does not come to an end, and its microtasks; the others go on', async () => {
    const seen: string[] = [];
    const ended = await runInRounds(
      new Map([
        ['a', steps('a', 2, seen)],
        ['loop', looping()],
        ['later', loopingLater()],
        ['b', steps('b', 1, seen)],
      ]),
      testGuard(),
    );
    expect(ended.get('loop')).toEqual({ ok: false, error: new TurnInterrupted(50) });
    expect(ended.get('later')).toEqual({ ok: false, error: new TurnInterrupted(50) });
    expect(ended.get('a')).toEqual({ ok: true, value: 'a' });
    expect(ended.get('b')).toEqual({ ok: true, value: 'b' });
    expect(await Promise.resolve('promises go on')).toBe('promises go on');
  });

  it('R2. does not count what others took', async () => {
    const busy = function* (): Generator<void, string, void> {
      const until = performance.now() + 100;
      while (performance.now() < until);
      yield;
      return 'done';
    };
    const ended = await runInRounds(new Map(Array.from({ length: 6 }, (_, n) => [`${n}`, busy()])), testGuard([], 400));
    expect([...ended.values()].every(({ ok }) => ok)).toBe(true);
  });

  it('tells its guard which turn is under way, and which came to its end', async () => {
    const notes: string[] = [];
    await runInRounds(
      new Map([
        ['a', steps('a', 1, [])],
        ['b', broken()],
      ]),
      testGuard(notes),
    );
    expect(notes).toEqual(['began a', 'rested', 'began b', 'rested', 'began a', 'ended a', 'rested']);
  });
});

/** A story of one instance, told in both styles of orchestrator, and told again from every cut of its history. */
import { expect, test } from 'vitest';
import type { OrchestrationContext } from '../orchestration-context';
import { type AnyOrchestrator, orchestrator } from '../orchestrator';
import type { Task } from '../task';
import { type Born, TestInstance } from './test-instance';

// biome-ignore lint/suspicious/noExplicitAny: as for any orchestrator, what a `yield` gives back depends on the task yielded.
export type GeneratorCode = (context: OrchestrationContext, input: any) => Generator<Task<unknown>, unknown, any>;

/** The two styles of the same code: as it is, and awaiting what it yields. */
export function bothStyles(code: GeneratorCode): [style: string, orchestrator: AnyOrchestrator][] {
  return [
    ['yielded', orchestrator('Tested', code)],
    ['awaited', orchestrator('Tested', (context, input) => awaiting(code(context, input)))],
  ];
}

/** Plays the story once for each style; whatever happens in it has to happen again when fresh code replays it. */
export function scenario(
  title: string,
  code: GeneratorCode,
  story: (instance: TestInstance) => Promise<void>,
  born: Born = {},
): void {
  test.each(bothStyles(code))(`${title} (%s)`, async (_style, tested) => {
    const instance = new TestInstance(tested, born);
    await story(instance);
    await expectSameAfterReplay(instance);
  });
}

/** Whatever turn it is: history alone, and the same messages, lead to the same outcome. */
export async function expectSameAfterReplay(instance: TestInstance): Promise<void> {
  const lived = instance.turns.map(({ result }) => result.outcome);
  expect(withoutStacks(await instance.outcomesAfterReplay())).toEqual(withoutStacks(lived));
}

async function awaiting(code: ReturnType<GeneratorCode>): Promise<unknown> {
  let step = code.next();
  while (!step.done) {
    try {
      const value = await step.value;
      step = code.next(value);
    } catch (error) {
      step = code.throw(error);
    }
  }
  return step.value;
}

/** Stacks and call sites say where the engine stood, which differs between a turn and a replay. */
function withoutStacks(outcomes: unknown): unknown {
  return JSON.parse(JSON.stringify(outcomes, (key, value) => (key === 'stackTrace' ? undefined : value)));
}

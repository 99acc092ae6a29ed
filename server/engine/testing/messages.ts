/** Messages as the hub would deliver them, for instances of the first generation unless they say another. */
import type { FailureDetails } from '@/contract/failure-details';
import { toFailureDetails } from '../failure';
import type { Message, StartFacts } from '../history';
import { serialize } from '../payload';

type Of<Type extends Message['type']> = Extract<Message, { type: Type }>;

/** Tells what happens to an instance, task by task. */
export const tell = {
  start(input?: unknown): Of<'start'> {
    const start: StartFacts = {
      executionId: 'execution-1',
      name: 'Tested',
      version: null,
      input: serialize(input, 'The input'),
      tags: {},
      parent: null,
      createdAt: 0,
    };
    return { type: 'start', start };
  },
  completed(taskId: number, result?: unknown, generation = 0): Of<'taskCompleted'> {
    return {
      type: 'taskCompleted',
      generation,
      taskId,
      result: serialize(result, 'The result'),
      durationMs: 1,
    };
  },
  failed(taskId: number, error: unknown = new Error('boom'), generation = 0): Of<'taskFailed'> {
    const failure: FailureDetails = toFailureDetails(error);
    return { type: 'taskFailed', generation, taskId, failure, durationMs: 1 };
  },
  fired(taskId: number, fireAt = 0, generation = 0): Of<'timerFired'> {
    return { type: 'timerFired', generation, taskId, fireAt };
  },
  raised(name: string, data?: unknown, more: Partial<Of<'eventRaised'>> = {}): Of<'eventRaised'> {
    return { type: 'eventRaised', name, payload: serialize(data, 'The event'), eventId: nextEventId(), ...more };
  },
  suspend: { type: 'suspend', reason: 'pause' } satisfies Message,
  resume: { type: 'resume', reason: 'go on' } satisfies Message,
  cancel: { type: 'cancel', reason: 'not needed' } satisfies Message,
  rewind: { type: 'rewind', reason: 'try again' } satisfies Message,
  terminate: { type: 'terminate', reason: 'enough' } satisfies Message,
};

let events = 0;

/** An event counts once for each id, so each gets its own. */
function nextEventId(): string {
  events += 1;
  return `event-${events}`;
}

import { expect } from 'vitest';
import { tell } from './testing/messages';
import { scenario } from './testing/scenario';

scenario(
  'a failed sub-orchestration is rewound itself, under the new generation of its parent',
  function* (context) {
    return yield context.callSubOrchestrator('Child');
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    const { outcome } = await instance.turn(tell.rewind);
    expect(outcome.sends).toEqual([
      {
        instanceId: 'execution1:1',
        message: {
          type: 'rewind',
          reason: 'try again',
          actor: undefined,
          parent: { instanceId: 'tested-1', generation: 1, taskId: 1 },
        },
      },
    ]);
    await instance.turn(tell.completed(1, 'done', 1));
    expect(instance.output).toBe('done');
  },
);

const parent = { instanceId: 'parent-1', generation: 0, taskId: 3 };

scenario(
  'a rewound child answers the generation that rewound it',
  function* (context) {
    return yield context.callActivity('Risky');
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1));
    await instance.turn({ ...tell.rewind, parent: { ...parent, generation: 1 } });
    await instance.turn(tell.completed(1, 'done', 1));
    expect(instance.sent.map(({ message }) => message)).toMatchObject([
      { type: 'taskFailed', generation: 0, taskId: 3 },
      { type: 'taskCompleted', generation: 1, taskId: 3, result: '"done"' },
    ]);
  },
  { parent },
);

scenario(
  'a child that still runs goes on, and answers the new generation of its parent',
  function* (context) {
    return yield context.callActivity('Slow');
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { outcome, dropped } = await instance.turn({ ...tell.rewind, parent: { ...parent, generation: 1 } });
    expect(dropped).toEqual([]);
    expect(outcome).toMatchObject({ isNew: true, generation: 0, events: [], replaces: { revision: 1 } });
    await instance.turn(tell.completed(1, 'done'));
    expect(instance.sent).toMatchObject([{ message: { type: 'taskCompleted', generation: 1, taskId: 3 } }]);
  },
  { parent },
);

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimerHeap } from './timer-heap';

const timer = (taskId: number, fireAt: number, generation = 0) => ({ instanceId: 'a', generation, taskId, fireAt });

describe('TimerHeap', () => {
  it('gives those that are due, the earliest first, at their very time and not before', () => {
    const heap = new TimerHeap();
    for (const each of [timer(1, 30), timer(2, 10), timer(3, 20)]) heap.add(each);
    expect(heap.earliest).toBe(10);
    expect(heap.takeDue(9)).toEqual([]);
    expect(heap.takeDue(20)).toEqual([timer(2, 10), timer(3, 20)]);
    expect(heap.earliest).toBe(30);
  });

  it('takes each timer once, until it has fired; another generation’s is another', () => {
    const heap = new TimerHeap();
    heap.add(timer(1, 10));
    heap.add(timer(1, 10));
    heap.add(timer(1, 11, 1));
    expect(heap.takeDue(99)).toEqual([timer(1, 10), timer(1, 11, 1)]);
    heap.add(timer(1, 10));
    expect(heap.takeDue(99)).toHaveLength(1);
  });

  it('forgets an instance that goes for good: who comes by its id has timers of its own', () => {
    const heap = new TimerHeap();
    const other = { ...timer(1, 20), instanceId: 'other' };
    for (const each of [timer(1, 10), other, timer(2, 5)]) heap.add(each);
    heap.forget(new Set(['a']));
    heap.add(timer(1, 30));
    expect(heap.takeDue(99)).toEqual([other, timer(1, 30)]);
  });

  it('is empty when cleared, and takes the same timers again', () => {
    const heap = new TimerHeap();
    heap.add(timer(1, 10));
    heap.clear();
    expect([heap.earliest, heap.takeDue(99)]).toEqual([null, []]);
    heap.add(timer(1, 10));
    expect(heap.earliest).toBe(10);
  });

  it('sorts whatever comes, in whatever order it comes and goes', () => {
    const act = fc.oneof(fc.record({ add: fc.nat(100) }), fc.record({ takeUntil: fc.nat(100) }));
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        const heap = new TimerHeap();
        let model: number[] = [];
        for (const [taskId, each] of acts.entries()) {
          if ('add' in each) {
            heap.add(timer(taskId, each.add));
            model.push(each.add);
          } else {
            const due = model.filter((fireAt) => fireAt <= each.takeUntil).sort((one, other) => one - other);
            model = model.filter((fireAt) => fireAt > each.takeUntil);
            expect(heap.takeDue(each.takeUntil).map(({ fireAt }) => fireAt)).toEqual(due);
          }
          expect(heap.earliest).toBe(model.length === 0 ? null : Math.min(...model));
        }
      }),
    );
  });
});

import { expect, it } from 'vitest';
import { Slots } from './slots';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

it('hands over everything at once where there are slots for it', async () => {
  const groups: (readonly number[])[] = [];
  await new Slots(3).within(upTo(3), async (items) => void groups.push(items));
  expect(groups).toEqual([[0, 1, 2]]);
});

it('never has more in progress than there are slots, whoever asks', async () => {
  const slots = new Slots(3);
  const done: number[] = [];
  let inProgress = 0;
  let most = 0;
  const run = async (items: readonly number[]): Promise<void> => {
    inProgress += items.length;
    most = Math.max(most, inProgress);
    await Promise.resolve();
    done.push(...items);
    inProgress -= items.length;
  };
  await Promise.all([slots.within(upTo(7), run), slots.within(upTo(2), run), slots.within(upTo(5), run)]);
  expect([most, done.length]).toEqual([3, 14]);
});

it('gives its slots back where a group fails', async () => {
  const slots = new Slots(1);
  await expect(slots.within([1], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  const done: number[] = [];
  await slots.within([2], async (items) => void done.push(...items));
  expect(done).toEqual([2]);
});

import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { DurationTally } from './duration-tally';

test('writes what it counted as a histogram of seconds, for each name and kind', async () => {
  const registry = new Registry();
  const metric = { name: 'took_seconds', help: 'How long it took.' };
  const tally = new DurationTally(metric, (activity, result) => ({ activity, result }), registry);
  tally.add('Say', 'completed', 4);
  tally.add('Say', 'completed', 5);
  tally.add('Say', 'completed', 2_000_000);
  tally.add('Say', 'failed', 0);
  const lines = (await registry.metrics()).split('\n');
  expect(lines).toContain('# TYPE took_seconds histogram');
  const say = (rest: string) => lines.find((line) => line.startsWith(`took_seconds${rest}`))?.split(' ')[1];
  expect(say('_bucket{activity="Say",result="completed",le="0.001"}')).toBe('0');
  expect(say('_bucket{activity="Say",result="completed",le="0.005"}')).toBe('2');
  expect(say('_bucket{activity="Say",result="completed",le="1800"}')).toBe('2');
  expect(say('_bucket{activity="Say",result="completed",le="+Inf"}')).toBe('3');
  expect(say('_sum{activity="Say",result="completed"}')).toBe('2000.009');
  expect(say('_count{activity="Say",result="failed"}')).toBe('1');
});

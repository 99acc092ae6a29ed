import { expect, it } from 'vitest';
import { refusal } from './refusal.model';

it.each([
  ['Running', 'terminate', null],
  ['Terminated', 'terminate', 'Already terminated'],
  ['Completed', 'raise', 'Already completed'],
  ['Suspended', 'suspend', 'Already suspended'],
  ['Suspended', 'resume', null],
  ['Running', 'resume', 'Not suspended'],
  ['Pending', 'suspend', null],
  ['Running', 'cancel', null],
  ['Canceled', 'cancel', 'Already canceled'],
  ['Failed', 'rewind', null],
  ['Completed', 'rewind', 'Only what failed can be rewound'],
  ['Running', 'rewind', 'Only what failed can be rewound'],
  ['Running', 'restart', null],
  ['Terminated', 'purge', null],
] as const)('%s, to %s: %s', (status, action, why) => {
  expect(refusal(status, action)).toBe(why);
});

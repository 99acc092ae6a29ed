import { expect, it } from 'vitest';
import { testEvent } from '../history/test-event';
import { asOf } from './as-of.model';
import { testInstance } from './test-instance';

const at = (minute: number) => `2026-03-02T10:0${minute}:00.000Z`;
const instance = testInstance({ generation: 2, createdAt: at(0) });
const history = [testEvent({ at: at(3) }), testEvent({ at: at(5) })];

it('lets the present generation begin with its history', () => {
  expect(asOf(instance, 2, history)).toMatchObject({ generation: 2, createdAt: at(3), completedAt: null });
});

it('lets an earlier one end with its own', () => {
  expect(asOf(instance, 1, history)).toMatchObject({ generation: 1, createdAt: at(3), completedAt: at(5) });
});

it('lets the first begin with the instance, which may have waited', () => {
  expect(asOf(instance, 0, history)).toMatchObject({ generation: 0, createdAt: at(0), completedAt: at(5) });
});

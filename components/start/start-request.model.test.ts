import { describe, expect, it } from 'vitest';
import { EMPTY_START, idProblem, tagsProblem, toStartRequest } from './start-request.model';

const draft = { ...EMPTY_START, name: 'Refund' };

describe('toStartRequest', () => {
  it('asks for no more than was filled in', () => {
    expect(toStartRequest(draft)).toEqual({ name: 'Refund' });
    expect(
      toStartRequest({ ...draft, version: '', instanceId: 'r1', input: 'null', startAt: '2030-01-01T12:00' }),
    ).toEqual({
      name: 'Refund',
      version: '',
      instanceId: 'r1',
      input: null,
      startAt: new Date('2030-01-01T12:00').toISOString(),
    });
  });

  it('says what becomes of one that is there, and its tags', () => {
    expect(toStartRequest({ ...draft, onConflict: 'replace', tags: 'team=blue, eu=a=b' })).toEqual({
      name: 'Refund',
      onConflict: 'replace',
      tags: { team: 'blue', eu: 'a=b' },
    });
    expect(toStartRequest({ ...draft, tags: 'team' })).toBeNull();
  });

  it('waits until all of it is well', () => {
    expect(toStartRequest(EMPTY_START)).toBeNull();
    expect(toStartRequest({ ...draft, input: '{' })).toBeNull();
    expect(toStartRequest({ ...draft, instanceId: 'a/b' })).toBeNull();
  });
});

it('says what is wrong with tags', () => {
  expect(tagsProblem({ ...draft, tags: 'team=blue' })).toBeNull();
  expect(tagsProblem({ ...draft, tags: '=blue' })).toContain('name=value');
});

it('says what is wrong with an id', () => {
  expect(idProblem(draft)).toBeNull();
  expect(idProblem({ ...draft, instanceId: '@x' })).toContain('such ids are entities');
});

import { entity, entityId } from 'perdure';
import { describe, expect, it } from 'vitest';
import { isEntityInstanceId, toEntityId, toInstanceId } from './entity-id';

describe('an entity’s id', () => {
  it('I1. folds the name, keeps the key, and splits at the second @ only', () => {
    expect(toInstanceId(entityId('Counter', 'a@B@c'))).toBe('@counter@a@B@c');
    expect(toEntityId('@counter@a@B@c')).toEqual({ name: 'counter', key: 'a@B@c' });
    expect(
      toInstanceId(
        entityId(
          entity('Counter', () => undefined),
          '1',
        ),
      ),
    ).toBe('@counter@1');
  });

  it.each(['', 'ключ 🔑', ' ', '@', '$', '.'])('holds the key %j', (key) => {
    expect(toEntityId(toInstanceId(entityId('Counter', key)))).toEqual({ name: 'counter', key });
  });

  it.each(['a/b', 'a\\b', 'a#b', 'a?b', 'a\nb', '\ud800', 'k'.repeat(250)])('refuses the key %j', (key) => {
    expect(() => entityId('Counter', key)).toThrow(TypeError);
    expect(() => toInstanceId({ name: 'counter', key })).toThrow(TypeError);
  });

  it.each(['', 'a@b', 'a/b'])('refuses the name %j', (name) => {
    expect(() => entityId(name, 'key')).toThrow(TypeError);
    expect(() => entity(name, () => undefined)).toThrow(TypeError);
  });

  it('is told from an instance’s', () => {
    expect(['@counter@1', 'counter', 'a@b'].map(isEntityInstanceId)).toEqual([true, false, false]);
  });
});

import { describe, expect, it } from 'vitest';
import { testRecord } from '@/db/testing/test-turns';
import { type Resident, Residents } from './residents';

const ended = (instanceId: string): Resident => ({ state: 'ended', record: testRecord(instanceId) });

function residentsOf(countMax: number, ids: string): Residents {
  const residents = new Residents(countMax);
  for (const id of ids) residents.set(id, ended(id));
  return residents;
}

const here = (residents: Residents, ids: string) => [...ids].filter((id) => residents.get(id) !== undefined).join('');

describe('Residents', () => {
  it('lets those go that were not used for longest', () => {
    const residents = residentsOf(2, 'abcd');
    residents.get('a');
    residents.set('b', ended('b'));
    residents.evict(() => false);
    expect(here(residents, 'abcd')).toBe('ab');
  });

  it('keeps those that are busy, even where that is too many', () => {
    const residents = residentsOf(1, 'abc');
    residents.evict((id) => id !== 'b');
    expect(here(residents, 'abc')).toBe('ac');
  });

  it('lets nobody go while there is room', () => {
    const residents = residentsOf(3, 'abc');
    residents.evict(() => false);
    expect(residents.size).toBe(3);
  });

  it('forgets one, or all', () => {
    const residents = residentsOf(3, 'abc');
    residents.delete('a');
    expect(here(residents, 'abc')).toBe('bc');
    residents.clear();
    expect(residents.size).toBe(0);
  });
});

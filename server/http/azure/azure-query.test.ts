import { describe, expect, it } from 'vitest';
import { readAzureQuery } from './azure-query';

const query = (text: string) => readAzureQuery(`http://localhost/instances?${text}`);

describe('readAzureQuery', () => {
  it('reads keys without case', () => {
    expect(query('SHOWHISTORY=True').flag('showHistory', false)).toBe(true);
  });

  it.each([
    ['flag=true', false, true],
    ['flag=FALSE', true, false],
    ['flag=1', true, true],
    ['flag=no', true, true],
    ['', false, false],
  ])('takes %j, by default %s, as %s', (text, fallback, flag) => {
    expect(query(text).flag('flag', fallback)).toBe(flag);
  });

  it('reads lists that are repeated or have commas', () => {
    expect(query('s=a,%20b&S=c').list('s')).toEqual(['a', 'b', 'c']);
    expect(query('').list('s')).toEqual([]);
  });

  it.each([
    ['2018-02-28T05:18:49Z', '2018-02-28T05:18:49.000Z'],
    ['2018-02-28T05:18:49.3452372Z', '2018-02-28T05:18:49.345Z'],
    ['2018-02-28T05:18:49%2B02:00', '2018-02-28T03:18:49.000Z'],
    ['2018-02-28T05:18', '2018-02-28T05:18:00.000Z'],
    ['2018-02-28', '2018-02-28T00:00:00.000Z'],
    ['yesterday', undefined],
    ['2018-13-01', undefined],
    ['infinity', undefined],
  ])('takes the time %s as %s', (text, time) => {
    expect(query(`t=${text}`).time('t')).toBe(time);
  });

  it.each([
    ['30', 30],
    ['1.5', 1.5],
    ['0', 0],
    ['-1', undefined],
    ['1e3', undefined],
    ['ten', undefined],
  ])('takes the number %s as %s', (text, number) => {
    expect(query(`n=${text}`).number('n')).toBe(number);
  });

  it.each([
    ['30', 30],
    ['1.5', undefined],
    ['0', undefined],
    ['-1', undefined],
  ])('takes the count %s as %s', (text, count) => {
    expect(query(`n=${text}`).count('n')).toBe(count);
  });
});

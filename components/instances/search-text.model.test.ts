import { describe, expect, it } from 'vitest';
import { holdsFilters, readSearch } from './search-text.model';

describe('readSearch', () => {
  it.each([
    ['8f3c12', { name: null, status: [], id: '8f3c12' }],
    ['  ', { name: null, status: [], id: '' }],
    ['name:Refund status:running', { name: 'Refund', status: ['Running'], id: '' }],
    ['STATUS:failed,terminated order-', { name: null, status: ['Failed', 'Terminated'], id: 'order-' }],
    ['status:broken', { name: null, status: [], id: 'status:broken' }],
    ['order 7', { name: null, status: [], id: 'order 7' }],
    ['tenant:42', { name: null, status: [], id: 'tenant:42' }],
  ])('%s', (text, terms) => {
    expect(readSearch(text)).toEqual(terms);
  });
});

describe('holdsFilters', () => {
  it('tells filters from ids', () => {
    expect(holdsFilters('status:fai')).toBe(true);
    expect(holdsFilters('tenant:42')).toBe(false);
  });
});

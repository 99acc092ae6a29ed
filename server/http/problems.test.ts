import { describe, expect, it } from 'vitest';
import { problemSchema } from '@/contract/problem';
import { problemResponse } from './problems';

describe('problemResponse', () => {
  it('is a problem as RFC 9457 has it', async () => {
    const response = problemResponse({ code: 'instance-not-found', detail: 'No instance has this id.' });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body: unknown = await response.json();
    expect(problemSchema.parse(body)).toEqual(body);
    expect(body).toEqual({
      type: 'about:blank#instance-not-found',
      code: 'instance-not-found',
      title: 'There is no such instance',
      status: 404,
      detail: 'No instance has this id.',
    });
  });

  it('says when to come back where that helps', () => {
    expect(problemResponse({ code: 'database-unavailable', detail: '' }).headers.get('retry-after')).toBe('5');
    expect(problemResponse({ code: 'internal', detail: '' }).headers.get('retry-after')).toBeNull();
  });

  it('names the methods that are allowed', () => {
    const response = problemResponse({ code: 'method-not-allowed', detail: '', allow: ['GET', 'HEAD'] });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });
});

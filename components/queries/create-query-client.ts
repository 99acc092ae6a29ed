import { QueryClient } from '@tanstack/react-query';
import type { RequestProblem } from './request-problem';

/** Changes arrive as hints, so data stays fresh until a hint or a poll says otherwise. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 10_000, refetchOnWindowFocus: false, retry: shouldRetry, retryDelay: 600 },
      mutations: { networkMode: 'always' },
    },
  });
}

function shouldRetry(failureCount: number, error: RequestProblem): boolean {
  const mayPass = error.status === 0 || error.status >= 500;
  return mayPass && failureCount < 1;
}

import { useLive } from './use-live';

/** The interval at which to poll while hints do not arrive, in milliseconds; false while they do, or while paused. */
export function usePolling(intervalMs: number): number | false {
  const { state } = useLive();
  return state === 'live' || state === 'paused' ? false : intervalMs;
}

import { use } from 'react';
import { type Live, LiveContext } from './live-context';

export function useLive(): Live {
  return use(LiveContext);
}

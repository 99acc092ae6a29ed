import { pino } from 'pino';
import type { Log } from './log';

/** JSON lines on standard output. */
export function createLog(level: string): Log {
  return pino({ level, base: null });
}

/**
 * JSON lines on standard output.
 *
 * L1. No line holds a password of a connection string, wherever it comes from.
 * L2. Of errors, a line holds what they are and where they were thrown: not what databases add, which may quote rows.
 */
import { pino } from 'pino';
import type { Log } from './log';
import { loggedError } from './logged-error';
import { maskPasswords } from './mask-passwords';

export function createLog(level: string): Log {
  return pino({ level, base: null, serializers: { err: loggedError }, hooks: { streamWrite: maskPasswords } });
}

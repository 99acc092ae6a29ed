/** What functions write log lines with. */
import type { LogLevel } from './outcome';

/** `facts` stand beside the message, as data. */
type WriteLine = (message: string, facts?: unknown) => void;

export type FunctionLogger = Record<LogLevel, WriteLine>;

/** What the command's exit code means. Append-only: scripts rely on it. */
export const EXIT = {
  ok: 0,
  /** The answer is no: the instance ended otherwise than Completed, or the history does not fit the code. */
  otherwise: 1,
  usage: 2,
  notFound: 3,
  /** It exists already, or has ended, or has not ended: it is in no state for that. */
  conflict: 4,
  unreachable: 5,
  /** Refused for any other reason. */
  refused: 6,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

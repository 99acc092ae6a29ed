/**
 * Opens the sockets of one client's connections to the server.
 *
 * O1. While the server is away one connection at a time is tried, after growing pauses; all others fail meanwhile, at once.
 * O2. A connection that was written to and says nothing for too long is dead, though nobody has said so: it is ended.
 */
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** What the driver tells of the client. */
export type Target = { host: readonly string[]; port: readonly number[]; path?: unknown };

const PAUSE_MS_MIN = 50;
const PAUSE_MS_MAX = 1_000;

const LOOK_MS = 1_000;

/** What a server's first answer begins with where it refuses the connection. */
const REFUSAL = 'E'.charCodeAt(0);

/** The pause after so many failures in a row, in milliseconds; not the same for all who wait for one server. */
export function reconnectPauseMs(failures: number): number {
  const pause = Math.min(PAUSE_MS_MIN * 2 ** Math.max(0, failures - 1), PAUSE_MS_MAX);
  return pause * (0.75 + Math.random() / 2);
}

type Talk = { read: number; written: number; since: number };

export class SocketOpener {
  readonly #talks = new Map<Socket, Talk>();
  #failures = 0;
  #error: Error | null = null;
  #isTrying = false;
  #nextAt = 0;
  #look: NodeJS.Timeout | null = null;
  #lookedAt = 0;
  #hosts = 0;
  /** How often a connection was tried. */
  attempts = 0;

  constructor(
    private readonly silenceMsMax: number,
    private readonly pauseMs: (failures: number) => number = reconnectPauseMs,
  ) {}

  /** A socket that is being connected, or about to fail. */
  open(target: Target): Duplex {
    const isWaiting = this.#failures > 0 && (this.#isTrying || performance.now() < this.#nextAt);
    if (isWaiting) return failing(this.#error ?? new Error('The database is away.'));
    const socket = new Socket();
    this.#try(socket, target);
    return socket;
  }

  #try(socket: Socket, { host, port, path }: Target): void {
    this.attempts += 1;
    this.#isTrying = true;
    let error: Error | null = null;
    let isOver = false;
    const end = (hasWorked: boolean): void => {
      if (isOver) return;
      isOver = true;
      this.#isTrying = false;
      if (hasWorked) this.#failures = 0;
      else this.#failed(error);
    };
    socket.once('data', (bytes: Buffer) => end(bytes[0] !== REFUSAL));
    socket.once('error', (thrown) => {
      error = thrown;
      end(false);
    });
    socket.once('close', () => {
      end(false);
      this.#talks.delete(socket);
    });
    this.#listenTo(socket);
    if (typeof path === 'string' && path !== '') {
      socket.connect(path);
      return;
    }
    const place = this.#hosts % host.length;
    this.#hosts += 1;
    // The driver looks here for the name that the server's certificate must have.
    Object.assign(socket, { host: host[place], port: port[place] });
    socket.connect(port[place] ?? 5432, host[place] ?? 'localhost');
  }

  #failed(error: Error | null): void {
    // Those that were tried together failed together.
    if (performance.now() < this.#nextAt) return;
    this.#failures += 1;
    this.#error = error;
    this.#nextAt = performance.now() + this.pauseMs(this.#failures);
  }

  #listenTo(socket: Socket): void {
    this.#talks.set(socket, { read: 0, written: 0, since: performance.now() });
    this.#look ??= setInterval(() => this.#endSilent(), LOOK_MS).unref();
  }

  #endSilent(): void {
    const now = performance.now();
    // A process that stood still has not read what was said meanwhile.
    const stoodStill = now - this.#lookedAt > 3 * LOOK_MS;
    this.#lookedAt = now;
    for (const [socket, talk] of this.#talks) {
      const hasAnswered = socket.bytesRead !== talk.read;
      const wasAsked = socket.bytesWritten !== talk.written;
      if (hasAnswered) Object.assign(talk, { read: socket.bytesRead, written: socket.bytesWritten });
      if (hasAnswered || !wasAsked || stoodStill) talk.since = now;
      else if (now - talk.since > this.silenceMsMax) socket.destroy(silent(this.silenceMsMax));
    }
    if (this.#talks.size > 0 || this.#look === null) return;
    clearInterval(this.#look);
    this.#look = null;
  }
}

/**
 * Fails with what is written to it, and no sooner: a driver whose connection ends before it has written its first words
 * never writes any again.
 */
function failing(error: Error): Duplex {
  return new Duplex({
    read: () => {},
    write: (_chunk, _encoding, done) => done(error),
    emitClose: false,
    destroy(thrown, done) {
      done(thrown);
      process.nextTick(() => this.emit('close', thrown !== null));
    },
  });
}

function silent(ms: number): Error {
  return Object.assign(new Error(`The database has said nothing for ${ms / 1_000} s.`), { code: 'ETIMEDOUT' });
}

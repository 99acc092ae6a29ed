/** A small disk in memory, to be filled up. Only root may mount one, and not in every container. */
import { execFile } from 'node:child_process';
import { chown, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const CHUNK = Buffer.alloc(1 << 20);

export class SmallDisk {
  private constructor(readonly path: string) {}

  /** Rejects where it cannot be mounted. */
  static async mount(path: string, megabytes: number): Promise<SmallDisk> {
    await mkdir(path, { recursive: true });
    await execute('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
    return new SmallDisk(path);
  }

  /** A folder on it that belongs to whoever owns `like`. */
  async folder(name: string, owner: { uid: number; gid: number }): Promise<string> {
    const path = join(this.path, name);
    await mkdir(path, { mode: 0o700 });
    await chown(path, owner.uid, owner.gid);
    return path;
  }

  /** Leaves no byte free. */
  async fill(): Promise<void> {
    const file = await open(join(this.path, 'filling'), 'w');
    try {
      for (let chunk = CHUNK; chunk.length > 0; ) {
        const written = await file.write(chunk).then(
          ({ bytesWritten }) => bytesWritten,
          () => 0,
        );
        if (written < chunk.length) chunk = chunk.subarray(0, chunk.length >> 1);
      }
    } finally {
      await file.close();
    }
  }

  async free(): Promise<void> {
    await rm(join(this.path, 'filling'), { force: true });
  }

  async unmount(): Promise<void> {
    await execute('umount', ['--lazy', this.path]);
  }
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../log';
import type { Wake, WakeStore } from '../wake-store';
import { WakeSender } from './wake-sender';

const NOTHING: Wake = { partitions: [], workItems: [], limited: false, members: false, canceled: false, change: null };

let sent: Wake[];
let warnings: string[];
let sender: WakeSender;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  sent = [];
  warnings = [];
  sender = senderTo((wake) => {
    sent.push(wake);
    return Promise.resolve();
  });
});

afterEach(() => {
  sender.stop();
  vi.useRealTimers();
});

function senderTo(wake: (wake: Wake) => Promise<void>): WakeSender {
  const store: WakeStore = { wake: (_, sentWake) => wake(sentWake), listen: () => Promise.reject(new Error('unused')) };
  const ignore = (): void => undefined;
  const warn = (_: object, message: string): number => warnings.push(message);
  const log: Log = { debug: ignore, info: ignore, warn, error: ignore, child: () => log };
  const made = new WakeSender('one', store, log);
  made.isAlone = false;
  return made;
}

describe('WakeSender', () => {
  it('gathers what comes within a few milliseconds into one wake', () => {
    sender.partition(3);
    sender.workItems([2]);
    sender.members();
    sender.partition(3);
    sender.partition(1);
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(3);
    expect(sent).toEqual([{ ...NOTHING, partitions: [3, 1], workItems: [2], members: true }]);
    vi.advanceTimersByTime(1_000);
    expect(sent).toHaveLength(1);
  });

  it('tells of changes later, each instance once', () => {
    sender.changed(['a', 'b']);
    sender.changed(['b']);
    vi.advanceTimersByTime(249);
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(sent).toEqual([{ ...NOTHING, change: { instanceIds: ['a', 'b'] } }]);
  });

  it('lets changes go along with what is urgent', () => {
    sender.changed(['a']);
    sender.partition(0);
    vi.advanceTimersByTime(3);
    expect(sent).toEqual([{ ...NOTHING, partitions: [0], change: { instanceIds: ['a'] } }]);
  });

  it('names no instances where there are too many, and names them again afterwards', () => {
    sender.changed(Array.from({ length: 151 }, (_, index) => `${index}`));
    sender.changed(['one more']);
    vi.advanceTimersByTime(250);
    sender.changed(['a']);
    vi.advanceTimersByTime(250);
    expect(sent.map(({ change }) => change)).toEqual([{ instanceIds: null }, { instanceIds: ['a'] }]);
  });

  it('tells nobody while it is alone', () => {
    sender.isAlone = true;
    sender.changed(['a']);
    sender.partition(0);
    vi.advanceTimersByTime(1_000);
    sender.isAlone = false;
    sender.workItems([0]);
    vi.advanceTimersByTime(1_000);
    expect(sent).toEqual([{ ...NOTHING, workItems: [0] }]);
  });

  it('sends nothing more once it is stopped', () => {
    sender.partition(0);
    sender.stop();
    vi.advanceTimersByTime(1_000);
    expect(sent).toEqual([]);
  });

  it('tells at once what there is to tell, where it is asked to', async () => {
    sender.members();
    await sender.flush();
    expect(sent).toEqual([{ ...NOTHING, members: true }]);
    await sender.flush();
    vi.advanceTimersByTime(1_000);
    expect(sent).toHaveLength(1);
  });

  it('goes on after the database did not take a wake', async () => {
    sender = senderTo(() => Promise.reject(new Error('no database')));
    sender.partition(0);
    await vi.advanceTimersByTimeAsync(3);
    sender.partition(1);
    await vi.advanceTimersByTimeAsync(3);
    expect(warnings).toHaveLength(2);
  });
});

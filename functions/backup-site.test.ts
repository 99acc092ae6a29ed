import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as backup from './backup-site';

test('copies every file, and adds up their bytes', async () => {
  const hub = createTestHub({ functions: [backup] });
  const id = await hub.client.startNew(backup.backupSite, { folder: 'site', count: 3 });
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: { files: 3, bytes: 3_003 } });
});

test('copies five files at once, and no more', async () => {
  const hub = createTestHub({ functions: [backup] });
  hub.stub(backup.copyFile, ({ bytes }) => bytes, { takes: { minutes: 1 } });
  const id = await hub.client.startNew(backup.backupSite, { folder: 'site', count: 12 });
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: { files: 12 } });
  expect(hub.now).toEqual(new Date('2030-01-01T00:03:00Z'));
});

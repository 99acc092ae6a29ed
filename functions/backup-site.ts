/** Fan-out and fan-in: one activity for each file, a few at once, and the sum of what they say. */
import { activity, orchestrator } from 'perdure';

export type File = { path: string; bytes: number };

export const listFiles = activity('ListFiles', ({ folder, count }: { folder: string; count: number }): File[] =>
  Array.from({ length: count }, (_, index) => ({ path: `${folder}/page-${index + 1}.html`, bytes: 1_000 + index })),
);

export const copyFile = activity('CopyFile', ({ bytes }: File) => bytes);

export const backupSite = orchestrator('BackupSite', async (context, input: { folder: string; count?: number }) => {
  const files = await context.callActivity(listFiles, { count: 20, ...input });
  const copied = await context.map(files, (file) => context.callActivity(copyFile, file), { concurrency: 5 });
  return { files: copied.length, bytes: copied.reduce((sum, bytes) => sum + bytes, 0) };
});

import { until } from '@/db/testing/until';

/** Tells the hub until it answers; what an earlier try did counts. */
export async function insist(tell: () => Promise<unknown>, done: string): Promise<void> {
  await until('the hub took it', () =>
    tell().then(
      () => true,
      (error: { code?: string }) => error.code === done,
    ),
  );
}

/** Versions side by side: instances stay on the version that they were started with, new ones get the newest. */
import { activity, orchestrator } from 'perdure';

export const fetchPrice = activity('FetchPrice', ({ amount }: { amount: number }) => amount * 10);

export const fetchRebate = activity('FetchRebate', ({ amount }: { amount: number }) => (amount >= 10 ? 0.1 : 0));

/** Kept until its last instance has ended. */
export const quoteV1 = orchestrator(
  'Quote',
  async (context, order: { amount: number }) => context.callActivity(fetchPrice, order),
  { version: '1.0' },
);

export const quoteV2 = orchestrator(
  'Quote',
  async (context, order: { amount: number }) => {
    const [price, rebate] = await context.all([
      context.callActivity(fetchPrice, order),
      context.callActivity(fetchRebate, order),
    ]);
    return price * (1 - rebate);
  },
  { version: '2.0' },
);

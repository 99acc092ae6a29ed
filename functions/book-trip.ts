/** Saga: what was begun is undone in reverse order, whether a step fails, time runs out, or somebody cancels the trip. */
import { activity, orchestrator } from 'perdure';

const SERVICES = ['flight', 'hotel', 'car'] as const;

export type Booking = { service: (typeof SERVICES)[number]; id: string };

export const reserve = activity('Reserve', ({ service, id }: Booking) => `${service} ${id} is reserved`);

/** Does no harm where nothing was reserved. */
export const release = activity('Release', ({ service, id }: Booking) => `${service} ${id} is released`);

export const bookTrip = orchestrator('BookTrip', async (context, traveller: string) => {
  const begun: Booking[] = [];
  try {
    for (const service of SERVICES) {
      const booking = { service, id: context.newGuid() };
      begun.push(booking); // before it is reserved: nobody knows how far a call came that fails
      await context.callActivity(reserve, booking);
    }
    await context.waitForExternalEvent('Paid', {
      question: `Has ${traveller} paid for the trip?`,
      choices: [{ label: 'Paid', value: true, intent: 'primary' }],
      consequence: 'everything is released',
      timeout: { days: 3 },
    });
    return begun;
  } catch (error) {
    context.setCustomStatus('releasing what was reserved');
    for (const booking of begun.reverse()) await context.callActivity(release, booking);
    throw error;
  }
});

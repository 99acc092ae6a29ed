/** Monitor: looks again and again, with pauses that cost nothing, until it sees what it waits for or time is up. */
import { activity, orchestrator } from 'perdure';

const SKIES = ['rain', 'clouds', 'clear'] as const;

export type Sky = (typeof SKIES)[number];

export const lookAtSky = activity(
  'LookAtSky',
  (_city: string): Sky => SKIES[Math.floor(Math.random() * SKIES.length)] ?? 'clouds',
);

export const weatherMonitor = orchestrator(
  'WeatherMonitor',
  async (context, { city, hours = 6, everyMinutes = 30 }: { city: string; hours?: number; everyMinutes?: number }) => {
    const giveUpAt = context.currentUtcDateTime.getTime() + hours * 3_600_000;
    while (context.currentUtcDateTime.getTime() < giveUpAt) {
      const sky = await context.callActivity(lookAtSky, city);
      context.setCustomStatus({ sky, seenAt: context.currentUtcDateTime });
      if (sky === 'clear') return `The sky is clear over ${city}.`;
      await context.createTimer({ minutes: everyMinutes });
    }
    return `The sky did not clear over ${city} within ${hours} hours.`;
  },
);

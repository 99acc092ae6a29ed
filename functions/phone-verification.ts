/** Human interaction with tries: a code is sent, and has to come back in time. */
import { randomInt } from 'node:crypto';
import { activity, orchestrator } from 'perdure';

const TRIES_MAX = 3;

export const sendCode = activity('SendCode', (_phone: string) => String(randomInt(10_000)).padStart(4, '0'));

export const phoneVerification = orchestrator('PhoneVerification', async (context, phone: string) => {
  const code = await context.callActivity(sendCode, phone);
  const timeUp = context.createTimer({ seconds: 90 });
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    context.setCustomStatus({ triesLeft: TRIES_MAX - tries + 1 });
    const answer = context.waitForExternalEvent<string>('Code');
    const winner = await context.any([answer, timeUp]);
    if (winner === timeUp) return false;
    if (answer.result === code) {
      timeUp.cancel();
      return true;
    }
  }
  timeUp.cancel();
  return false;
});

import { TimerTask } from './scheduled-task';

/** The task id of the timer that a delayed start waits for: the code's own ids begin after it. */
export const START_TIMER_ID = 0;

/** The timer that the code begins with. Nobody can await or cancel it. */
export function startTimer(startAt: number): TimerTask {
  const nobody = () => undefined;
  return new TimerTask(START_TIMER_ID, startAt, nobody, nobody);
}

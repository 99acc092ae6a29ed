/** The terminal signals every process of its group and npm passes the signal on: one Ctrl-C arrives twice. */
const SAME_KEY_PRESS_MS = 1_000;

/** Hands the first signal on to the app, which finishes what it is at and ends; a second Ctrl-C kills it. */
export function stopWithSignals(app) {
  let firstAt = 0;
  const onSignal = () => {
    if (!app.isStopping) {
      app.isStopping = true;
      firstAt = performance.now();
      console.log('\n  Stopping. Ctrl-C again to stop at once: nothing acknowledged is lost.');
      app.child.kill('SIGTERM');
    } else if (performance.now() - firstAt > SAME_KEY_PRESS_MS) {
      app.child.kill('SIGKILL');
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
}

/** The terminal signals every process of its group and npm passes the signal on: one Ctrl-C arrives twice. */
const SAME_KEY_PRESS_MS = 1_000;

/** Hands signals on to the app: it finishes what it is at and ends, a second one hurries it, and a third one kills it. */
export function stopWithSignals(app) {
  let lastAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  const onSignal = () => {
    if (performance.now() - lastAt < SAME_KEY_PRESS_MS) return;
    lastAt = performance.now();
    count += 1;
    app.isStopping = true;
    if (count === 1) console.log('\n  Stopping. Ctrl-C again to hurry: nothing acknowledged is lost.');
    app.child.kill(count < 3 ? 'SIGTERM' : 'SIGKILL');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
}

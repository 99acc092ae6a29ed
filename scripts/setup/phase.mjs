const TICK_MS = 100;

/**
 * Shows that something is being done and for how long, on a line of its own. `work` may give a note for the line's end.
 * Where the output is no terminal there is one line at the start and one at the end.
 */
export async function phase(title, work) {
  const start = performance.now();
  const line = (note) =>
    `  ${title.padEnd(24)}${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${note}`;
  const isTerminal = process.stdout.isTTY;
  if (!isTerminal) console.log(`  ${title} …`);
  const ticker = isTerminal && setInterval(() => process.stdout.write(`\r${line('')}`), TICK_MS);
  const end = (note) => process.stdout.write(`${isTerminal ? '\r' : ''}${line(note).trimEnd()}\n`);
  try {
    const note = await work();
    end(note ?? '');
  } catch (error) {
    end('failed');
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/** Ends a command. The message is one sentence for people: what is wrong, and what to do about it. */
export class Stop extends Error {}

/** Runs a command's main function: a Stop is told as its sentence, everything else with its stack. Exits non-zero. */
export async function runCommand(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exit(1);
  }
}

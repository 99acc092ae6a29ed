/** The orchestrator that the model knows: collects words until it is told to end. */
import { activity } from '../../engine/activity';
import { orchestrator } from '../../engine/orchestrator';
import type { Word } from './client-model';

/** Fails while its world is broken. Each hub has a world of its own. */
export function keepIn(world: { isBroken: boolean }) {
  return activity('Keep', (word: Word) => {
    if (world.isBroken) throw new Error('The world is broken.');
    return word;
  });
}

export const keeper = orchestrator('Keeper', async (context) => {
  const words: Word[] = [];
  for (;;) {
    const word = await context.waitForExternalEvent<Word>('Word');
    if (word === 'end') return words;
    words.push(word === 'risky' ? await context.callActivity<Word>('Keep', word) : word);
    context.setCustomStatus(words);
  }
});

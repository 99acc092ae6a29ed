/** Compares what a hub shows of its instances with what the model has. */
import { expect } from 'vitest';
import type { DurableClient } from '../durable-client';
import type { ClientModel } from './client-model';

/** Rejects with the difference. */
export async function expectAgreement(client: DurableClient, model: ClientModel): Promise<void> {
  for (const id of ['one', 'two']) {
    const wanted = model.instances.get(id);
    const shown = await client.getInstance(id);
    if (wanted === undefined) expect(shown).toBeNull();
    else {
      const { status, generation, words } = wanted;
      expect({ ...shown, words: JSON.parse(shown?.customStatus ?? '[]') }).toMatchObject({ status, generation, words });
      if (status === 'Completed') expect(JSON.parse(shown?.output ?? 'null')).toEqual(words);
    }
  }
}

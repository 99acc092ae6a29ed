import { z } from 'zod';
import { limits } from './limits';

const encoder = new TextEncoder();

const tagTextSchema = z
  .string()
  .regex(/^[^\0\p{Cs}]*$/u, 'A tag has no NUL and no half of a character.')
  .refine((text) => encoder.encode(text).length <= limits().tagBytes, {
    error: () => `A tag’s name and value have ${limits().tagBytes} bytes each at most.`,
  });

/** What an instance is marked with when it starts. */
export const tagsSchema = z.preprocess(
  (tags, context) => {
    // A record leaves this key out without a word.
    if (typeof tags === 'object' && tags !== null && Object.hasOwn(tags, '__proto__')) {
      context.addIssue({ code: 'custom', message: 'A tag is not named __proto__.' });
    }
    return tags;
  },
  z
    .record(tagTextSchema.min(1, 'A tag has a name.'), tagTextSchema)
    .refine((tags) => Object.keys(tags).length <= limits().tags, {
      error: () => `An instance has ${limits().tags} tags at most.`,
    }),
);

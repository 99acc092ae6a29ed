import { z } from 'zod';

const TAGS_MAX = 50;
const TAG_BYTES_MAX = 1024;

const encoder = new TextEncoder();

const tagTextSchema = z
  .string()
  .regex(/^[^\0\p{Cs}]*$/u, 'A tag has no NUL and no half of a character.')
  .refine((text) => encoder.encode(text).length <= TAG_BYTES_MAX, 'A tag’s name and value have 1 KiB each at most.');

/** What an instance is marked with when it starts. */
export const tagsSchema = z
  .record(tagTextSchema.min(1, 'A tag has a name.'), tagTextSchema)
  .refine((tags) => Object.keys(tags).length <= TAGS_MAX, `An instance has ${TAGS_MAX} tags at most.`);

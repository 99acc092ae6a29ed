import { z } from 'zod';
import { shownAs } from './shown-as';

/** A whole number within bounds, as code gives it or as decimal digits in a query string. */
export function queryInteger(min: number, max: number) {
  const written = z
    .string()
    .regex(/^-?\d{1,9}$/, 'Give a whole number.')
    .transform(Number);
  return z
    .union([z.number(), written])
    .pipe(z.int().min(min).max(max))
    .meta(shownAs({ type: 'integer', minimum: min, maximum: max }));
}

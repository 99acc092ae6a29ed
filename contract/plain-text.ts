import { z } from 'zod';

/** Text that fits in one line and that every store can hold: well-formed, and without control characters. */
export const plainTextSchema = z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Control characters are not allowed.');

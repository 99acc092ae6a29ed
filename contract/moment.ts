import { z } from 'zod';

/** The years 1 to 9999: what JavaScript and the database can both hold, and write with four digits. */
const [EARLIEST, LATEST] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** A moment in ISO 8601, with its zone. A day that the month does not have is none. */
export const momentSchema = z.iso
  .datetime({ offset: true, error: 'Give a moment with its zone, such as 2030-01-31T12:00:00Z.', abort: true })
  .refine((text) => Date.parse(text) >= EARLIEST && Date.parse(text) <= LATEST, 'Give a year between 1 and 9999.');

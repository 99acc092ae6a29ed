/**
 * PostgreSQL arrays written by hand: one pass over the rows for each column, no arrays in between.
 *
 * L1. What is parsed back is what went in, for any text without NUL characters (JSON text has none).
 * L2. PostgreSQL takes every text: what it cannot hold is replaced by U+FFFD, so that no row makes a batch fail.
 */

/** Writes one element of a column. */
export type Column<Row> = (row: Row) => string;

/** The array literal of one column over all rows. */
export function arrayLiteral<Row>(rows: readonly Row[], column: Column<Row>): string {
  let literal = '{';
  for (let index = 0; index < rows.length; index += 1) {
    if (index > 0) literal += ',';
    literal += column(rows[index] as Row);
  }
  return `${literal}}`;
}

/** A column of numbers, booleans, uuids or names of enumerations: nothing that would need quotes. */
export function plain<Row>(value: (row: Row) => string | number | boolean | null | undefined): Column<Row> {
  return (row) => {
    const element = value(row);
    return element === null || element === undefined ? 'NULL' : String(element);
  };
}

/** A column of any text. */
export function text<Row>(value: (row: Row) => string | null | undefined): Column<Row> {
  return (row) => {
    const element = value(row);
    return element === null || element === undefined ? 'NULL' : quoted(element);
  };
}

/** The array literal of these texts. */
export function texts(values: readonly string[]): string {
  return arrayLiteral(values, quoted);
}

/** The array literal of these numbers. */
export function numbers(values: readonly number[]): string {
  return `{${values.join()}}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON writes these, and lone surrogates, in a way of its own.
const NOT_AS_IN_JSON = /[\0-\u001f\ud800-\udfff]/;
const EVERY_QUOTED = /["\\]/g;

/** Of the two ways JSON's is ten times faster. Lone surrogates need nothing: they become U+FFFD as the text is encoded. */
function quoted(element: string): string {
  if (!NOT_AS_IN_JSON.test(element)) return JSON.stringify(element);
  return `"${element.replace(EVERY_QUOTED, '\\$&').replaceAll('\0', '\ufffd')}"`;
}

/**
 * Lists of texts as one text, with separators that JSON text cannot hold: nothing is quoted, and the whole list is joined in
 * one go. It is what a hot statement takes in place of an array literal.
 *
 * L3. What is parsed back is what went in, or the list is refused: an array literal holds any text.
 */

const SEPARATOR = '\u001f';
const NOTHING = '\u001e';
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a list cannot hold.
const NOT_LISTABLE = /[\0\u001e\u001f]/;

/** The SQL that reads the list back as `text[]`. */
export function textsOf(parameter: string): string {
  return `string_to_array(${parameter}, E'\\x1f', E'\\x1e')`;
}

/**
 * The list of one column over all rows; the empty list where every element is null. `isJson` says that they are JSON text,
 * which need not be looked at. Gives null where an element cannot be in a list.
 */
export function textList<Row>(
  rows: readonly Row[],
  value: (row: Row) => string | null | undefined,
  isJson: boolean,
): string | null {
  const elements: string[] = new Array(rows.length);
  let isEmpty = true;
  for (let index = 0; index < rows.length; index += 1) {
    const element = value(rows[index] as Row) ?? null;
    elements[index] = element ?? NOTHING;
    if (element === null) continue;
    isEmpty = false;
    if (!isJson && NOT_LISTABLE.test(element)) return null;
  }
  if (isEmpty) return '';
  // A list of nothing but one empty text would be read as an empty list.
  return elements.length === 1 && elements[0] === '' ? null : elements.join(SEPARATOR);
}

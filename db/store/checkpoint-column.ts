/**
 * A column of rows, as one parameter of the SQL function `checkpoint`: every value of every row passes through here.
 *
 * M1. A column that is null in every row is written as an empty array: `unnest` fills up what is missing.
 */
import { arrayLiteral, plain as plainElement, text as textElement } from '../array-literal';
import { textList } from '../text-list';

type Value = string | number | boolean | null | undefined;
type Text = string | null | undefined;

export type ColumnKind = 'plain' | 'text' | 'json';

export type Column<Row> =
  | { kind: 'plain'; value: (row: Row) => Value }
  | { kind: 'text' | 'json'; value: (row: Row) => Text };

/** A column of numbers, booleans, uuids or names of enumerations. */
export function plain<Row>(value: (row: Row) => Value): Column<Row> {
  return { kind: 'plain', value };
}

/** A column of any text. */
export function text<Row>(value: (row: Row) => Text): Column<Row> {
  return { kind: 'text', value };
}

/** A column of JSON text. */
export function json<Row>(value: (row: Row) => Text): Column<Row> {
  return { kind: 'json', value };
}

/** How a column is written. */
export type Form = <Row>(rows: readonly Row[], column: Column<Row>) => string | null;

/** Texts as a list; null where one of them cannot be in a list. */
export function listed<Row>(rows: readonly Row[], column: Column<Row>): string | null {
  if (column.kind !== 'plain') return textList(rows, column.value, column.kind === 'json');
  return rows.length === 0 ? '{}' : plainLiteral(rows, column.value);
}

/** Everything as an array literal, which holds any text. */
export function spelledOut<Row>(rows: readonly Row[], column: Column<Row>): string {
  if (column.kind === 'plain') return arrayLiteral(rows, plainElement(column.value));
  return arrayLiteral(rows, textElement(column.value));
}

function plainLiteral<Row>(rows: readonly Row[], value: (row: Row) => Value): string {
  const elements: Value[] = new Array(rows.length);
  let isEmpty = true;
  for (let index = 0; index < rows.length; index += 1) {
    const element = value(rows[index] as Row) ?? null;
    elements[index] = element ?? 'NULL';
    isEmpty &&= element === null;
  }
  return isEmpty ? '{}' : `{${elements.join()}}`;
}

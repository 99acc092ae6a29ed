/** What a statement has changed so far, so that all of it can be taken back. */

/** Rows by their keys, as a `Map` or `TaskRows` holds them. */
type Rows<Key, Row> = {
  get(key: Key): Row | undefined;
  set(key: Key, row: Row): unknown;
  delete(key: Key): boolean;
};

/** The statement met what it did not expect: nothing of it is to stay. */
export class Conflict extends Error {
  override name = 'Conflict';
}

export class Undo {
  readonly #steps: (() => void)[] = [];

  /** Writes a row in the place of the one with its key, if there is one. */
  put<Key, Row>(rows: Rows<Key, Row>, key: Key, row: Row): void {
    const before = rows.get(key);
    rows.set(key, row);
    this.#steps.push(() => (before === undefined ? rows.delete(key) : rows.set(key, before)));
  }

  /** Writes a row whose key nobody has. */
  insert<Key, Row>(rows: Rows<Key, Row>, key: Key, row: Row): void {
    if (rows.get(key) !== undefined) throw new Conflict('There is a row with this key.');
    this.put(rows, key, row);
  }

  /** Takes a row away that must be there, as it is `expected`. */
  take<Key, Row>(rows: Rows<Key, Row>, key: Key, expected: (row: Row) => boolean = () => true): void {
    const row = rows.get(key);
    if (row === undefined || !expected(row)) throw new Conflict('A row is not there, or not as it was.');
    this.drop(rows, key);
  }

  /** Takes a row away where it is there. */
  drop<Key, Row>(rows: Rows<Key, Row>, key: Key): void {
    const row = rows.get(key);
    if (row === undefined) return;
    rows.delete(key);
    this.did(() => rows.set(key, row));
  }

  /** Something else was done, that `step` takes back. */
  did(step: () => void): void {
    this.#steps.push(step);
  }

  rollBack(): void {
    for (const step of this.#steps.reverse()) step();
  }
}

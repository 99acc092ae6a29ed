/**
 * What the command says. Results go to stdout and nothing else does; notes and errors go to stderr.
 *
 * O1. With `--json` every document is one line of JSON, as the API gave it.
 * O2. For people, nothing that came from the server reaches the terminal unless it is printable.
 * O3. Colours only where a terminal shows them, and NO_COLOR is not set.
 */
import CliTable from 'cli-table3';
import picocolors from 'picocolors';
import { printable } from './text/printable';

/** Text, and how a terminal shows it. */
export type Cell = string | { text: string; paint: (text: string) => string };

const NO_LINES = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

export class Output {
  readonly colors: ReturnType<typeof picocolors.createColors>;

  constructor(readonly isJson: boolean) {
    const isPlain = (process.env['NO_COLOR'] ?? '') !== '' || process.env['TERM'] === 'dumb';
    this.colors = picocolors.createColors(process.stdout.isTTY === true && !isPlain);
  }

  /** A document, where `--json` asks for it; otherwise what `show` prints. */
  result(document: unknown, show: () => void): void {
    if (this.isJson) process.stdout.write(`${JSON.stringify(document)}\n`);
    else show();
  }

  line(text: string): void {
    process.stdout.write(`${printable(text)}\n`);
  }

  /** Says something beside the result. */
  note(text: string): void {
    process.stderr.write(`${printable(text)}\n`);
  }

  /** Columns without lines; without rows only the head. */
  table(head: readonly string[], rows: readonly (readonly Cell[])[]): void {
    const painted = head.map((title) => this.colors.dim(title));
    this.#print([...(head.length === 0 ? [] : [painted]), ...rows.map((row) => row.map(drawn))]);
  }

  /** Names and values, one below the other. Values that are null are left out. */
  facts(facts: Readonly<Record<string, Cell | null>>): void {
    const rows = Object.entries(facts).flatMap(([name, value]): string[][] =>
      value === null ? [] : [[this.colors.dim(name), drawn(value)]],
    );
    this.#print(rows);
  }

  #print(rows: string[][]): void {
    const style = { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true };
    const table = new CliTable({ chars: NO_LINES, style });
    table.push(...rows);
    const lines = table.toString().split('\n');
    process.stdout.write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
  }
}

function drawn(cell: Cell): string {
  return typeof cell === 'string' ? printable(cell) : cell.paint(printable(cell.text));
}

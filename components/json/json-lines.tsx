import type { JsonLine, JsonToken } from './format-json.model';

const INK: Record<JsonToken['kind'], string> = {
  key: 'text-ink',
  string: 'text-completed',
  number: 'text-running',
  word: 'text-human',
  mark: 'text-faint',
};

/** JSON in lines, coloured by what each part is. */
export function JsonLines({ lines }: { lines: readonly JsonLine[] }) {
  return (
    <pre className="w-max min-w-full">
      {lines.map(({ indent, tokens }, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a payload never change places
        <div key={line} style={{ paddingLeft: `${indent * 2}ch` }}>
          {tokens.map(({ kind, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nor do the tokens of a line
            <span key={index} className={INK[kind]}>
              {text}
            </span>
          ))}
        </div>
      ))}
    </pre>
  );
}

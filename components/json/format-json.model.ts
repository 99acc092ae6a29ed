export type JsonToken = { kind: 'key' | 'string' | 'number' | 'word' | 'mark'; text: string };

export type JsonLine = { indent: number; tokens: readonly JsonToken[] };

type Node = { type: 'leaf'; token: JsonToken } | { type: 'list'; open: string; close: string; items: readonly Item[] };

type Item = { key: JsonToken | null; value: Node };

const LINE_MAX = 76;
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;

/**
 * Lays JSON text out in lines. It works on the text itself and not on its parsed value, so every number keeps its
 * digits. Null where the text is no JSON.
 */
export function formatJson(text: string): JsonLine[] | null {
  if (!isJson(text)) return null;
  const texts = text.match(TOKEN) ?? [];
  const { node } = readNode(texts, 0);
  return layOut(node, null, 0, '');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function tokenOf(text: string, isKey = false): JsonToken {
  if (text.startsWith('"')) return { kind: isKey ? 'key' : 'string', text };
  if (/^[-\d]/.test(text)) return { kind: 'number', text };
  return { kind: 'word', text };
}

function readNode(texts: readonly string[], start: number): { node: Node; end: number } {
  const open = texts[start] ?? '';
  if (open !== '{' && open !== '[') return { node: { type: 'leaf', token: tokenOf(open) }, end: start + 1 };
  const close = open === '{' ? '}' : ']';
  const items: Item[] = [];
  let at = start + 1;
  while (texts[at] !== close) {
    if (texts[at] === ',') at += 1;
    const key = open === '{' ? tokenOf(texts[at] ?? '', true) : null;
    const value = readNode(texts, key === null ? at : at + 2);
    items.push({ key, value: value.node });
    at = value.end;
  }
  return { node: { type: 'list', open, close, items }, end: at + 1 };
}

/** A value on one line where it fits, else its parts on lines of their own. `tail` is the comma behind it. */
function layOut(node: Node, key: JsonToken | null, indent: number, tail: string): JsonLine[] {
  const start: JsonToken[] = key === null ? [] : [key, mark(': ')];
  const whole = [...start, ...inline(node)];
  if (node.type === 'leaf' || node.items.length === 0 || widthOf(whole) + indent * 2 <= LINE_MAX) {
    return [{ indent, tokens: [...whole, ...marks(tail)] }];
  }
  const last = node.items.length - 1;
  return [
    { indent, tokens: [...start, mark(node.open)] },
    ...node.items.flatMap((item, index) => layOut(item.value, item.key, indent + 1, index < last ? ',' : '')),
    { indent, tokens: [mark(node.close), ...marks(tail)] },
  ];
}

function inline(node: Node): JsonToken[] {
  if (node.type === 'leaf') return [node.token];
  if (node.items.length === 0) return [mark(node.open + node.close)];
  const space = node.open === '{' ? ' ' : '';
  const inner = node.items.flatMap(({ key, value }, index) => [
    ...marks(index > 0 ? ', ' : ''),
    ...(key === null ? [] : [key, mark(': ')]),
    ...inline(value),
  ]);
  return [mark(node.open + space), ...inner, mark(space + node.close)];
}

const mark = (text: string): JsonToken => ({ kind: 'mark', text });
const marks = (text: string): JsonToken[] => (text === '' ? [] : [mark(text)]);

function widthOf(tokens: readonly JsonToken[]): number {
  return tokens.reduce((width, { text }) => width + text.length, 0);
}

export type ParsedJson = { type: 'empty' } | { type: 'value'; value: unknown } | { type: 'invalid'; message: string };

/** Reads what a person typed as JSON. Nothing typed is no value, which is not the same as `null`. */
export function parseJson(text: string): ParsedJson {
  if (text.trim() === '') return { type: 'empty' };
  try {
    return { type: 'value', value: JSON.parse(text) };
  } catch (error) {
    return { type: 'invalid', message: `This is not JSON yet: ${explain(error)}` };
  }
}

function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^JSON\.parse: /, '').replace(/, "[\s\S]*$/, '');
}

/** A stored value as the extension gives it: the JSON that the text holds, or the text itself where it holds none. */
export function storedValue(text: string | null): unknown {
  if (text === null) return null;
  if (text.trim() === '') return '';
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

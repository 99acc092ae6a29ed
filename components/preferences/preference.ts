import { useSyncExternalStore } from 'react';

/** One choice a person makes about the dashboard itself, kept in this browser. */
export type Preference<T extends string> = {
  key: string;
  values: readonly T[];
  fallback: T;
  /** Names the `data-` attribute of the document that styles follow, where there is one. */
  attribute?: string;
};

const CHANGED = 'perdure:preference';

export function definePreference<T extends string>(preference: Preference<T>): Preference<T> {
  return preference;
}

function read<T extends string>({ key, values, fallback }: Preference<T>): T {
  const stored = readStorage(`perdure.${key}`);
  return values.find((value) => value === stored) ?? fallback;
}

/** Private windows may refuse storage: then the fallback holds. */
function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps the value, marks the document, and tells every component that shows it. */
export function setPreference<T extends string>(preference: Preference<T>, value: T): void {
  try {
    localStorage.setItem(`perdure.${preference.key}`, value);
  } catch {
    // The choice still holds for this document.
  }
  if (preference.attribute !== undefined) document.documentElement.setAttribute(preference.attribute, value);
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(notify: () => void): () => void {
  window.addEventListener(CHANGED, notify);
  window.addEventListener('storage', notify);
  return () => {
    window.removeEventListener(CHANGED, notify);
    window.removeEventListener('storage', notify);
  };
}

export function usePreference<T extends string>(preference: Preference<T>): T {
  return useSyncExternalStore(
    subscribe,
    () => read(preference),
    () => preference.fallback,
  );
}

import { createContext } from 'react';

/** `connecting` only before the first connection; `paused` by the reader's choice. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'paused';

export type Live = { state: LiveState; setPaused: (paused: boolean) => void };

export const LiveContext = createContext<Live>({ state: 'connecting', setPaused: () => undefined });

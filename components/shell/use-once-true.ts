import { useState } from 'react';

/** True from the first time that the value is true: what has been opened once may stay, to close gently. */
export function useOnceTrue(value: boolean): boolean {
  const [once, setOnce] = useState(value);
  if (value && !once) setOnce(true);
  return once || value;
}

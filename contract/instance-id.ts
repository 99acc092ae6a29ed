import { checkedText } from './checked-text';
import { instanceIdProblem } from './text-problem';

/**
 * An instance's id: up to 256 characters that can be seen, in normal form C, no `/ \\ # ?`, no space at its ends, not
 * starting with `@`.
 */
export const instanceIdSchema = checkedText(instanceIdProblem);

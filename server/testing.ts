/** The public face for tests of the code in `functions/`: `import { createTestHub } from 'perdure/testing'`. */
export { ReplayDifference } from './test-hub/check-replay';
export { createTestHub, type TestHub, type TestHubOptions } from './test-hub/create-test-hub';
export { type ReplayResult, replayHistory } from './test-hub/replay-history';
export { StuckError } from './test-hub/stuck-error';

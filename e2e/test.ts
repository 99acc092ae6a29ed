import { test as base } from '@playwright/test';
import { type Hub, hubBehind } from './hub';

/** Playwright's test, with the task hub at hand. */
export const test = base.extend<{ hub: Hub }>({
  hub: async ({ request }, use) => use(hubBehind(request)),
});

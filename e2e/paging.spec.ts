import { expect, type Page } from '@playwright/test';
import { pages } from '@/components/urls';
import { type Hub, uniqueId } from './hub';
import { rowLinks } from './locators';
import { openList } from './open-list';
import { test } from './test';

const PAGE = 50;

/** Starts so many approvals at once, most of them in the same millisecond. */
function startMany(hub: Hub, prefix: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
  return Promise.all(ids.map((instanceId) => hub.startApproval({ instanceId })));
}

function shownIds(page: Page): Promise<string[]> {
  const copyButtons = page.getByRole('table', { name: 'Instances' }).getByRole('button', { name: /^Copy id / });
  return copyButtons.evaluateAll((buttons) => buttons.map((one) => (one.ariaLabel ?? '').slice('Copy id '.length)));
}

/** Turns the page, and waits until other rows are there. */
async function turnPage(page: Page, turn: () => Promise<void>) {
  const [first] = await shownIds(page);
  await turn();
  await expect.poll(() => shownIds(page)).not.toContain(first);
}

test('paging repeats and skips nothing while new instances come in', async ({ page, hub }) => {
  const prefix = uniqueId();
  const started = await startMany(hub, `${prefix}-old`, 2 * PAGE + 20);
  await openList(page, { prefix });
  await expect.poll(() => shownIds(page)).toHaveLength(PAGE);
  await rowLinks(page).first().hover();
  const seen = await shownIds(page);
  await startMany(hub, `${prefix}-new`, 10);
  await expect(page.getByRole('button', { name: '10 new' })).toBeVisible();
  for (const _ of ['second', 'third']) {
    await turnPage(page, () => page.keyboard.press(']'));
    seen.push(...(await shownIds(page)));
  }
  expect(seen.toSorted()).toEqual(started.toSorted());
  await expect(page.getByRole('button', { name: 'Older' })).toBeDisabled();
});

test('Newer leads back to the newest', async ({ page, hub }) => {
  const prefix = uniqueId();
  await startMany(hub, prefix, PAGE + 10);
  await openList(page, { prefix });
  await expect.poll(() => shownIds(page)).toHaveLength(PAGE);
  const newest = await shownIds(page);
  await turnPage(page, () => page.getByRole('button', { name: 'Older' }).click());
  await expect(page).toHaveURL(/[?&]cursor=/);
  await page.reload();
  await expect.poll(() => shownIds(page)).toHaveLength(10);
  await page.getByRole('button', { name: 'Newer' }).click();
  await expect.poll(() => shownIds(page)).toEqual(newest);
  await expect(page).toHaveURL(pages.instances({ prefix }));
});

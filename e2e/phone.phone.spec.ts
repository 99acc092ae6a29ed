import { expect, type Page } from '@playwright/test';
import { pages } from '@/components/urls';
import { headerStatus, rowOf } from './locators';
import { test } from './test';

const THUMB_PX = 44;

// What still moves is measured too small.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Neither the document nor the page within it is wider than the screen. */
async function expectNoSidewaysScroll(page: Page) {
  const excess = await page
    .getByRole('main')
    .evaluate((main) =>
      [document.documentElement, main].map(({ scrollWidth, clientWidth }) => Math.max(0, scrollWidth - clientWidth)),
    );
  expect(excess).toEqual([0, 0]);
}

async function expectThumbSized(page: Page) {
  const low: string[] = [];
  for (const button of await page.getByRole('button').filter({ visible: true }).all()) {
    const box = await button.boundingBox();
    if (box !== null && box.height < THUMB_PX) low.push(`${await button.textContent()}: ${box.height}`);
  }
  expect(low).toEqual([]);
}

test('the list fits, and every button is large enough for a thumb', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instances({ prefix: id }));
  await expect(rowOf(page, id)).toContainText('Waiting for human');
  await expectNoSidewaysScroll(page);
  await expectThumbSized(page);
});

test('an instance fits in each of its views, and can be approved with a thumb', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instance(id));
  await expect(page.getByRole('row', { name: /^Approval/ })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectThumbSized(page);
  await page.getByRole('tab', { name: 'History' }).tap();
  await expect(page.getByRole('row', { name: /ExecutionStarted/ })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole('tab', { name: 'Input & output' }).tap();
  await expect(page.getByRole('region', { name: 'Custom status', exact: true })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectThumbSized(page);
  await page.getByRole('button', { name: 'Approve' }).tap();
  await expect(headerStatus(page, 'Completed')).toBeVisible();
});

test('a dialog fits, and so does the way to it', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instance(id));
  await page.getByRole('button', { name: 'Terminate' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Terminate ExpenseApproval?' });
  await expect(dialog).toBeVisible();
  await expectThumbSized(page);
  await dialog.getByLabel('Reason').fill('Not needed');
  await dialog.getByRole('button', { name: 'Terminate' }).tap();
  await expect(headerStatus(page, 'Terminated')).toBeVisible();
});

test('the navigation opens as a drawer, and closes behind the reader', async ({ page, hub }) => {
  await hub.startApproval();
  await page.goto(pages.instances());
  await page.getByRole('button', { name: 'Open navigation' }).tap();
  await page.getByRole('dialog', { name: 'Navigation' }).getByRole('link', { name: 'ExpenseApproval' }).tap();
  await expect(page).toHaveURL(pages.instances({ name: 'ExpenseApproval' }));
  await expect(page.getByRole('dialog', { name: 'Navigation' })).toBeHidden();
});

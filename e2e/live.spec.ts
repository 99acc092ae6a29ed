import { expect, type Route } from '@playwright/test';
import { api, pages } from '@/components/urls';
import { headerStatus, liveIndicator, rowOf } from './locators';
import { openList } from './open-list';
import { test } from './test';

/** How late a change may be seen where no hints arrive. */
const POLLED = { timeout: 15_000 };

test('a change is seen at once, in the list and on the page of the instance', async ({ page, context, hub }) => {
  const id = await hub.startApproval();
  const list = await context.newPage();
  await openList(list, { prefix: id });
  await page.goto(pages.instance(id));
  await expect(liveIndicator(page, 'Live')).toBeVisible();
  await expect(rowOf(list, id)).toContainText('Waiting for human');
  await hub.approve(id);
  await expect(rowOf(list, id)).toContainText('Completed', { timeout: 3000 });
  await expect(headerStatus(page, 'Completed')).toBeVisible({ timeout: 3000 });
});

test('a change is not missed while the page is fetched for the first time', async ({ page, context, hub }) => {
  const id = await hub.startApproval();
  const list = await context.newPage();
  await openList(list, { prefix: id });
  const answerLate = async (route: Route) => {
    const before = await route.fetch();
    await expect(liveIndicator(page, 'Live')).toBeVisible();
    await hub.terminate(id, 'Not needed');
    await expect(rowOf(list, id)).toContainText('Terminated');
    await route.fulfill({ response: before });
  };
  await page.route(`**${api.instance(id)}`, answerLate, { times: 1 });
  await page.goto(pages.instance(id));
  await expect(headerStatus(page, 'Terminated')).toBeVisible();
});

test('paused, the page stands still; resumed, it catches up', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await openList(page, { prefix: id });
  await expect(rowOf(page, id)).toContainText('Waiting for human');
  await liveIndicator(page, 'Live').click();
  await expect(liveIndicator(page, 'Paused')).toHaveAttribute('aria-pressed', 'true');
  await hub.approve(id);
  await liveIndicator(page, 'Paused').click();
  await expect(liveIndicator(page, 'Live')).toBeVisible();
  await expect(rowOf(page, id)).toContainText('Completed');
});

test.describe('where hints cannot arrive', () => {
  test.beforeEach(({ page }) => page.route('**/api/v1/changes', (route) => route.abort()));

  test('the list says so, and asks instead', async ({ page, hub }) => {
    const id = await hub.startApproval();
    await page.goto(pages.instances({ prefix: id }));
    await expect(liveIndicator(page, 'Reconnecting')).toBeVisible();
    await expect(rowOf(page, id)).toContainText('Waiting for human');
    await hub.approve(id);
    await expect(rowOf(page, id)).toContainText('Completed', POLLED);
  });

  test('the page of the instance asks too, and recovers', async ({ page, hub }) => {
    const id = await hub.startApproval();
    await page.goto(pages.instance(id));
    await expect(liveIndicator(page, 'Reconnecting')).toBeVisible();
    await expect(headerStatus(page, 'Waiting for human')).toBeVisible();
    await hub.approve(id);
    await expect(headerStatus(page, 'Completed')).toBeVisible(POLLED);
    await page.unrouteAll();
    await expect(liveIndicator(page, 'Live')).toBeVisible({ timeout: 20_000 });
  });
});

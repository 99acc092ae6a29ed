import { expect, type Locator, type Page } from '@playwright/test';
import { pages } from '@/components/urls';
import type { Problem } from '@/contract/problem';
import { headerStatus, liveIndicator, rowOf } from './locators';
import { test } from './test';

const BROKEN: Problem = {
  type: 'about:blank#internal',
  code: 'internal',
  title: 'Something went wrong',
  status: 500,
  detail: 'The database is on fire.',
};

/** Mends the API when the page has ceased to ask by itself, then asks by hand. */
async function tryAgain(page: Page, panel: Locator) {
  const button = panel.getByRole('button', { name: 'Try again' });
  await liveIndicator(page, 'Live').click();
  await expect(button).toBeEnabled();
  await page.unrouteAll();
  await button.click();
}

/** Lets requests for this address fail as they do when the server is to blame. */
function breakApi(page: Page, url: RegExp) {
  return page.route(url, (route) => route.fulfill({ status: BROKEN.status, json: BROKEN }));
}

test('without its history an instance still has its header, its card and its payloads', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await breakApi(page, /\/history/);
  await page.goto(pages.instance(id));
  const panel = page.getByRole('alert').filter({ hasText: 'The history could not be fetched' });
  await expect(panel).toContainText('The database is on fire.');
  await expect(headerStatus(page, 'Waiting for human')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
  await page.getByRole('tab', { name: 'Input & output' }).click();
  await expect(page.getByRole('region', { name: 'input' }).last()).toContainText('a chair');
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await tryAgain(page, panel);
  await expect(page.getByRole('treegrid', { name: 'Timeline' }).getByRole('row', { name: /^Approval/ })).toBeVisible();
  await expect(panel).toBeHidden();
});

test('a list that cannot be fetched says so, and can be asked for again', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await breakApi(page, /\/api\/v1\/instances\?/);
  await page.goto(pages.instances({ prefix: id }));
  const panel = page.getByRole('alert').filter({ hasText: 'The instances could not be listed' });
  await expect(panel).toContainText('The database is on fire.');
  await tryAgain(page, panel);
  await expect(rowOf(page, id)).toBeVisible();
});

test('an answer that does not get through can be given again', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await breakApi(page, /\/events\//);
  await page.goto(pages.instance(id));
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('The database is on fire.')).toBeVisible();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(headerStatus(page, 'Completed')).toBeVisible();
});

import { expect, type Page } from '@playwright/test';
import { pages } from '@/components/urls';
import { uniqueId } from './hub';
import { headerStatus } from './locators';
import { test } from './test';

const trail = (page: Page) => page.getByRole('table', { name: 'History' });

test('a parent leads to its children, and each of them back', async ({ page, hub }) => {
  const id = await hub.start('Order', {
    input: [
      { sku: 'chair', count: 2 },
      { sku: 'desk', count: 1 },
    ],
  });
  await page.goto(pages.instance(id));
  await expect(page.getByText('with 2 sub-orchestrations')).toBeVisible();
  await page.getByRole('tab', { name: 'Children' }).click();
  const children = page.getByRole('table', { name: 'Children' }).getByRole('link', { name: 'FulfilLine' });
  await expect(children).toHaveCount(2);
  await children.first().click();
  await expect(page.getByRole('heading', { name: 'FulfilLine', level: 1 })).toBeVisible();
  await page.getByTitle(id, { exact: true }).click();
  await expect(page).toHaveURL(pages.instance(id));
  const bars = page.getByRole('treegrid', { name: 'Timeline' }).getByRole('row', { name: /^FulfilLine/ });
  await bars.last().click();
  const inspector = page.getByRole('complementary', { name: 'Task FulfilLine' });
  await expect(inspector.getByRole('region', { name: 'Result' }).first()).toContainText('parcel with 1 × desk');
  await inspector.getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'FulfilLine', level: 1 })).toBeVisible();
});

test('canceling lets the code clean up, and says who asked for it and why', async ({ page, hub }) => {
  const id = await hub.start('BookTrip', { input: 'Ada' });
  await page.goto(pages.instance(id));
  await expect(headerStatus(page, 'Waiting for human')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel BookTrip?' });
  await dialog.getByLabel('Reason').fill('She stays at home');
  await dialog.getByRole('button', { name: 'Request cancellation' }).click();
  await expect(headerStatus(page, 'Canceled')).toBeVisible();
  await expect(page.getByText('by local: She stays at home.')).toBeVisible();
  const released = page.getByRole('treegrid', { name: 'Timeline' }).getByRole('row', { name: /^Release/ });
  await expect(released).toHaveCount(3);
});

test('what has failed can be rewound, and its earlier life looked at', async ({ page, hub }) => {
  const id = await hub.start('Order', { input: 'no list' });
  await page.goto(pages.instance(id));
  await expect(headerStatus(page, 'Failed')).toBeVisible();
  await page.getByRole('button', { name: 'Rewind', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Rewind Order?' });
  await dialog.getByLabel('Reason').fill('Mended');
  await dialog.getByRole('button', { name: 'Rewind' }).click();
  await expect(page.getByText('Rewind sent')).toBeVisible();
  const earlier = page.getByRole('link', { name: 'generation 0' });
  await expect(earlier).toBeVisible();
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(trail(page).getByRole('row', { name: /ExecutionRewound/ })).toContainText('by local');
  await earlier.click();
  await expect(page.getByText('Below is generation 0, as it was.')).toBeVisible();
  await expect(trail(page).getByRole('row', { name: /ExecutionCompleted/ })).toHaveCount(1);
  await expect(trail(page).getByRole('row', { name: /ExecutionRewound/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'Back to generation 1' }).click();
  await expect(trail(page).getByRole('row', { name: /ExecutionRewound/ })).toHaveCount(1);
});

test('restarting begins anew, under a new id by default', async ({ page, hub }) => {
  const id = await hub.start('HelloWorld');
  await page.goto(pages.instance(id));
  await expect(headerStatus(page, 'Completed')).toBeVisible();
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Restart HelloWorld?' });
  await expect(dialog.getByLabel('A new one')).toBeChecked();
  await dialog.getByRole('button', { name: 'Restart' }).click();
  await expect(page.getByText('Restarted HelloWorld')).toBeVisible();
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page).not.toHaveURL(pages.instance(id));
  await expect(headerStatus(page, 'Completed')).toBeVisible();
});

test('purging says what goes, and takes a second yes for what still runs', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instance(id));
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Purge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Purge ExpenseApproval?' });
  await expect(dialog).toContainText(id);
  await dialog.getByRole('button', { name: 'Purge' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('It has not ended.');
  await dialog.getByLabel('Purge it although it has not ended').check();
  await dialog.getByRole('button', { name: 'Purge' }).click();
  await expect(page).toHaveURL(pages.instances());
  await page.goto(pages.instance(id));
  await expect(page.getByRole('heading', { name: 'There is no such instance' })).toBeVisible();
});

test('an entity can be asked, and is listed with its state', async ({ page }) => {
  const key = uniqueId();
  await page.goto(pages.entity(`@counter@${key}`));
  const state = page.getByRole('region', { name: 'State', exact: true });
  await expect(state).toContainText('It does not exist.');
  await page.getByLabel('Operation').fill('add');
  await page.getByLabel('Input').fill('41');
  await page.getByRole('button', { name: 'Call' }).click();
  await expect(state).toContainText('{ "count": 41 }');
  await page.getByLabel('Input').fill('1');
  await page.getByRole('button', { name: 'Call' }).click();
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toContainText('42');
  await page.goto(pages.entities({ prefix: key }));
  const row = page.getByRole('table', { name: 'Entities' }).getByRole('row').filter({ hasText: key });
  await expect(row).toContainText('{"count":42}');
  await row.getByRole('link', { name: key }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(state).toContainText('It does not exist.');
});

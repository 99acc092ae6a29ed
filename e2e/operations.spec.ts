import { expect, type Page } from '@playwright/test';
import { pages } from '@/components/urls';
import { headerStatus } from './locators';
import { test } from './test';

/** Gives a command from the instance's header, with its reason. */
async function command(page: Page, name: 'Terminate' | 'Suspend' | 'Resume', reason: string) {
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `${name} ExpenseApproval?` });
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name }).click();
  await expect(dialog).toBeHidden();
}

test('terminating wants a reason', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instance(id));
  await page.getByRole('button', { name: 'Terminate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Terminate ExpenseApproval?' });
  await dialog.getByLabel('Reason').fill('   ');
  await dialog.getByRole('button', { name: 'Terminate' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Give a reason.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(headerStatus(page, 'Waiting for human')).toBeVisible();
  expect((await hub.history(id)).map(({ type }) => type)).not.toContain('ExecutionTerminated');
});

test('a terminated instance says who ended it and why, in its header and its history', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instance(id));
  await command(page, 'Terminate', 'The chair is sold out');
  await expect(headerStatus(page, 'Terminated')).toBeVisible();
  await expect(page.getByText('by local: The chair is sold out.')).toBeVisible();
  await page.getByRole('tab', { name: 'History' }).click();
  const event = page.getByRole('row', { name: /ExecutionTerminated/ });
  await expect(event).toContainText('by local');
  await event.getByRole('button').click();
  await expect(event).toContainText('The chair is sold out');
  await expect(event).toContainText('local through dashboard');
});

test('what can be done with an ended instance stands in the open; what cannot says why', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await hub.terminate(id, 'Not needed');
  await page.goto(pages.instance(id));
  await expect(headerStatus(page, 'Terminated')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Restart', exact: true })).toBeEnabled();
  await page.getByRole('button', { name: 'More actions' }).click();
  for (const name of ['Raise event', 'Suspend', 'Cancel', 'Terminate']) {
    const item = page.getByRole('menuitem', { name: new RegExp(`^${name}`) });
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    await expect(item).toContainText('Already terminated');
  }
  await expect(page.getByRole('menuitem', { name: /^Rewind/ })).toContainText('Only what failed can be rewound');
  await expect(page.getByRole('button', { name: 'Approve' })).toBeHidden();
});

test('a suspended instance keeps what comes in until it is resumed', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instance(id));
  await command(page, 'Suspend', 'The budget is frozen');
  await expect(headerStatus(page, 'Suspended')).toBeVisible();
  await expect(page.getByText('by local: The budget is frozen.')).toBeVisible();
  await hub.approve(id);
  await command(page, 'Resume', 'The budget is back');
  await expect(headerStatus(page, 'Completed')).toBeVisible();
  expect((await hub.instance(id)).output).toBe('"approved"');
});

test('an event can be raised by hand, once its data is JSON', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instance(id));
  await page.getByRole('button', { name: 'Raise event' }).click();
  const dialog = page.getByRole('dialog', { name: 'Raise an event' });
  await expect(dialog.getByLabel('Event name')).toHaveValue('Approval');
  await dialog.getByLabel('Data').fill('{ "approved": ');
  await dialog.getByRole('button', { name: 'Raise' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Data').fill('{ "approved": true }');
  await dialog.getByRole('button', { name: 'Raise' }).click();
  await expect(headerStatus(page, 'Completed')).toBeVisible();
  expect((await hub.instance(id)).output).toBe('"approved"');
});

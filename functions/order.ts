/** Sub-orchestrations: an order is fulfilled line by line, each line an instance of its own. */
import { activity, orchestrator } from 'perdure';

export type Line = { sku: string; count: number };

export const reserveStock = activity('ReserveStock', ({ sku, count }: Line) => `${count} × ${sku}`);

export const shipParcel = activity('ShipParcel', (content: string) => `parcel with ${content}`);

export const fulfilLine = orchestrator('FulfilLine', async (context, line: Line) => {
  const reserved = await context.callActivity(reserveStock, line);
  return context.callActivity(shipParcel, reserved);
});

export const order = orchestrator('Order', async (context, lines: Line[]) => {
  const parcels = await context.all(lines.map((line) => context.callSubOrchestrator(fulfilLine, line)));
  return { parcels };
});

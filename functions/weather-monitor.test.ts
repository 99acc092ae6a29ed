import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as weather from './weather-monitor';

test('looks every half hour until the sky is clear', async () => {
  const hub = createTestHub({ functions: [weather] });
  const skies: weather.Sky[] = ['rain', 'clouds', 'clouds', 'clear'];
  hub.stub(weather.lookAtSky, () => skies.shift() ?? 'rain');
  const id = await hub.client.startNew(weather.weatherMonitor, { city: 'Bergen' });
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: 'The sky is clear over Bergen.' });
  expect(hub.now).toEqual(new Date('2030-01-01T01:30:00Z'));
});

test('gives up after six hours of rain', async () => {
  const hub = createTestHub({ functions: [weather] });
  hub.stub(weather.lookAtSky, () => 'rain');
  const id = await hub.client.startNew(weather.weatherMonitor, { city: 'Bergen' });
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: expect.stringContaining('did not clear') });
  expect(hub.now).toEqual(new Date('2030-01-01T06:00:00Z'));
});

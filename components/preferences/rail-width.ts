import { definePreference } from './preference';

export const railWidth = definePreference({
  key: 'rail',
  values: ['wide', 'narrow'],
  fallback: 'wide',
  attribute: 'data-rail',
});

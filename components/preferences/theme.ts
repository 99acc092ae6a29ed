import { definePreference } from './preference';

export const theme = definePreference({
  key: 'theme',
  values: ['system', 'light', 'dark'],
  fallback: 'system',
  attribute: 'data-theme',
});

import { definePreference } from './preference';

export const timeFormat = definePreference({
  key: 'times',
  values: ['relative', 'local', 'utc'],
  fallback: 'relative',
});

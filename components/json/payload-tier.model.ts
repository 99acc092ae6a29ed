const PRETTY_BYTES_MAX = 64 * 1024;
const RAW_BYTES_MAX = 1024 * 1024;

/** How a payload of so many bytes may be shown without making the page slow. */
export function payloadTier(bytes: number): 'pretty' | 'raw' | 'download' {
  if (bytes <= PRETTY_BYTES_MAX) return 'pretty';
  return bytes <= RAW_BYTES_MAX ? 'raw' : 'download';
}

/** A size for people: `812 B`, `12.4 kB`, `3.1 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

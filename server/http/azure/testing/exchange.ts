/** Requests and their answers as text that a person can read, with what differs from run to run masked. */
import type { HttpServices } from '../../services';
import { request } from '../../testing/request';
import { answerAzure } from '../answer-azure';

const BASE = '/runtime/webhooks/durabletask';

/** The others say nothing about the extension. */
const HEADERS = ['content-type', 'location', 'retry-after', 'x-ms-continuation-token'];

export type Sent = Parameters<typeof request>[2];

export class Exchanges {
  readonly #told: string[] = [];

  constructor(
    private readonly services: HttpServices,
    title: string,
  ) {
    this.#told.push(`# ${title}\n`);
  }

  /** Sends a request and writes down what it was answered. Gives the answer's body and headers. */
  async send(what: string, line: `${string} ${string}`, sent: Sent = {}): Promise<{ body: unknown; headers: Headers }> {
    const [method = '', path = ''] = line.split(' ');
    const response = await answerAzure(request(method, BASE + path, sent), this.services);
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    this.#told.push(
      `\n### ${what}\n`,
      `${method} ${mask(path)}\n`,
      ...[...new Headers(sent?.headers)].map(([name, value]) => `${name}: ${maskToken(name, value)}\n`),
      sent?.body === undefined ? '' : `\n${typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body)}\n`,
      `\nHTTP ${response.status}\n`,
      ...HEADERS.flatMap((name) => {
        const value = response.headers.get(name);
        return value === null ? [] : `${name}: ${maskToken(name, value)}\n`;
      }),
      body === undefined ? '' : `\n${mask(JSON.stringify(body, null, 2))}\n`,
    );
    return { body, headers: response.headers };
  }

  get text(): string {
    return this.#told.join('');
  }
}

/** What a page gave is long, and differs. */
function maskToken(name: string, value: string): string {
  return name === 'x-ms-continuation-token' && value.length > 10 ? '<token>' : mask(value);
}

function mask(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z/g, '<ticks>')
    .replace(/20[2-4]\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(:\d+)?/g, '<guid>')
    .replace(/\b[0-9a-f]{32}\b/g, '<id>')
    .replace(/(is not valid JSON: )(?:[^"\\]|\\.)*/g, '$1<why>')
    .replace(/(\\n {4}at )[^"]*/g, '$1<stack>')
    .replace(/"(DurationMs|CallSite)": ("[^"]*"|[\d.]+)/g, '"$1": "<$1>"');
}

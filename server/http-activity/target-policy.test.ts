import { describe, expect, test } from 'vitest';
import { answerOf } from './http-activity';
import { createTargetPolicy, type Resolve } from './target-policy';

const get = (url: string) => ({ method: 'GET', url, headers: {} });

const resolving =
  (...addresses: string[]): Resolve =>
  (_host, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

describe('what is closed by default', () => {
  test.each([
    // 117
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    // 118
    'http://127.0.0.1:5432/',
    'http://localhost/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[::]/',
    // 119
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127。0。0。1/',
    // 120
    'http://[::ffff:169.254.169.254]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    // The rest of what is private, shared or reserved.
    'http://10.1.2.3/',
    'http://100.64.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[fe80::1]/',
    // 123
    'file:///etc/passwd',
    'gopher://127.0.0.1:25/_MAIL',
    'ftp://ftp.example.com/',
    'data:text/plain,hello',
    // 124
    'http://user:hunter2@example.com/',
    'http://user@example.com/',
    'nothing that is a URL',
  ])('%s', async (url) => {
    const problem = await answerOf(createTargetPolicy([]), get(url)).catch((error) => error);
    expect(problem).toMatchObject({ name: 'HttpTargetNotAllowed', isNonRetriable: true });
    expect(problem.message).not.toContain('hunter2');
  });
});

describe('names', () => {
  const look = (policy: ReturnType<typeof createTargetPolicy>, options: { all?: boolean } = {}) =>
    new Promise((resolve, reject) =>
      policy.lookup('some.example', options, (error, ...found) => (error ? reject(error) : resolve(found))),
    );

  test('121. are judged by the address that is connected to, not by what they meant before', async () => {
    let answers = 0;
    const rebinding: Resolve = (host, callback) =>
      resolving(answers++ === 0 ? '93.184.216.34' : '127.0.0.1')(host, callback);
    const policy = createTargetPolicy([], rebinding);
    expect(await look(policy)).toEqual(['93.184.216.34', 4]);
    await expect(look(policy)).rejects.toMatchObject({ name: 'HttpTargetNotAllowed' });
  });

  test('121. and a request to such a name makes no connection', async () => {
    const policy = createTargetPolicy([], resolving('127.0.0.1', '::1'));
    const problem = await answerOf(policy, get('http://some.example/')).catch((error) => error);
    expect(problem).toMatchObject({
      name: 'HttpTargetNotAllowed',
      message: 'some.example is not on the public internet. PERDURE_HTTP_ALLOW can open it.',
    });
  });

  test('lose the addresses that are closed, and keep the others', async () => {
    const policy = createTargetPolicy([], resolving('10.0.0.1', '93.184.216.34', '2606:2800::1'));
    expect(await look(policy, { all: true })).toEqual([
      [
        { address: '93.184.216.34', family: 4 },
        { address: '2606:2800::1', family: 6 },
      ],
    ]);
  });

  test('that do not resolve are no matter of what is allowed', async () => {
    const policy = createTargetPolicy([], (_host, callback) => callback(new Error('ENOTFOUND'), []));
    await expect(answerOf(policy, get('http://some.example/'))).rejects.toMatchObject({
      name: 'HttpFailed',
      isNonRetriable: false,
    });
  });
});

describe('what the settings open', () => {
  test.each([
    ['an address', '127.0.0.1', 'http://127.0.0.1:1/'],
    ['a range', '10.0.0.0/8', 'http://10.200.0.1/'],
    ['an address of IPv6', '::1', 'http://[::1]/'],
  ])('%s', (_what, allowed, url) => {
    expect(createTargetPolicy([allowed]).checkUrl(url).href).toBe(url);
    expect(() => createTargetPolicy([allowed]).checkUrl('http://192.168.0.1/')).toThrow('not on the public internet');
  });

  test('a host, whatever it resolves to', async () => {
    const policy = createTargetPolicy(['Intranet.example'], resolving('10.0.0.7'));
    const found = await new Promise((resolve) =>
      policy.lookup('intranet.EXAMPLE', {}, (_error, address) => resolve(address)),
    );
    expect(found).toBe('10.0.0.7');
  });
});

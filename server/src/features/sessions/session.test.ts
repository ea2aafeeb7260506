import { describe, expect, test } from 'vitest';
import { browserName, readPlace } from './session.ts';

describe('the name of a browser', () => {
  test.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36', 'Chrome on Windows'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0', 'Edge on Windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15', 'Safari on a Mac'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1', 'Safari on an iPhone'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36', 'Chrome on Android'],
    ['curl/8.5.0', 'curl'],
    ['<script>Windows</script>', 'A browser on Windows'],
    ['', 'An unknown browser'],
  ])('of %s is %s', (userAgent, name) => expect(browserName(userAgent)).toBe(name));
  test('is unknown where none was noted', () => expect(browserName(null)).toBe('An unknown browser'));
});

test('a place in the list is read back, and nothing else is taken for one', () => {
  const id = '0199aaaa-0000-7000-8000-000000000000';
  expect(readPlace(`1700000000000000_${id}`)).toEqual({ micros: '1700000000000000', id });
  for (const other of [undefined, '', id, `x_${id}`, `1_${id}'`]) expect(readPlace(other)).toBeNull();
});

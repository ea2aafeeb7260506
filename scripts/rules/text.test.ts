import { describe, expect, test } from 'vitest';
import { foreignText, lockedAddresses } from './foreign-text.ts';
import { sizeProblems } from './sizes.ts';

const file = (path: string, lines: number) => ({ path, text: 'x\n'.repeat(lines) });

describe('sizes', () => {
  test('files at the limits pass, and generated ones do not count', () => {
    expect(sizeProblems([file('a.ts', 300), ...Array.from({ length: 20 }, (_, n) => file(`b${n}.ts`, 59)), file('c.test.ts', 500), file('d.d.ts', 9000), file('e.md', 9000)])).toEqual([]);
  });

  test('a file over its limit is named', () => {
    const small = Array.from({ length: 20 }, (_, n) => file(`b${n}.ts`, 10));
    expect(sizeProblems([...small, file('big.ts', 301)])).toEqual(['big.ts has 301 lines; the most is 300.']);
    expect(sizeProblems([...small, file('big.test.ts', 501)])).toEqual(['big.test.ts has 501 lines; the most is 500.']);
  });

  test('a median of 60 and a ninetieth percentile of 200 are too much', () => {
    expect(sizeProblems(Array.from({ length: 9 }, (_, n) => file(`b${n}.ts`, 60)))).toEqual(['The median file has 60 lines; it must stay under 60.']);
    const many = [...Array.from({ length: 8 }, (_, n) => file(`b${n}.ts`, 10)), file('c.ts', 200), file('d.ts', 200)];
    expect(sizeProblems(many)).toEqual(['One file in ten has 200 lines or more; that must stay under 200.']);
  });
});

describe('foreign text', () => {
  const in1 = (text: string) => foreignText([{ path: 'a.md', text }]);
  // Put together here, so that this file itself stays free of them.
  const slash = '/';

  test.each([`see ${slash}work/main`, `"${slash}home/alice/x"`, `cd ${slash}root/x`, `${slash}tmp/bash${'_'}jobs.0`, `registry${'.'}npmjs.org`, `https://registry${'.'}example.org/x`, `Cl${'aude'}`, `an A${'I'} wrote`, `sub${'agents'}`])(
    '%s is found, with its place',
    (text) => {
      expect(in1(`fine\n${text}`)).toEqual([expect.stringMatching(/^a\.md:2 holds /)]);
    },
  );

  test.each(['https://example.org/home/alice', 'src/work/file.ts', 'a user agent', 'undici Agent', 'the session of a person', '/var/lib/hopyard', 'AIX', 'the OpenAPI document', '${root}/home/x'])('%s is not', (text) => {
    expect(in1(text)).toEqual([]);
  });

  test('a lock file names no address, and may link workspaces', () => {
    const lock = (resolved: string) => JSON.stringify({ packages: { 'node_modules/x': { resolved } } });
    expect(lockedAddresses(lock('https://example.org/x.tgz'))).toEqual(['node_modules/x is locked to an address.']);
    expect(lockedAddresses(lock('git+ssh://example.org/x'))).toHaveLength(1);
    expect(lockedAddresses(lock('server'))).toEqual([]);
  });
});

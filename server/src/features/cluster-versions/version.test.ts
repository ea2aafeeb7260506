import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersions, isOffered, managesAdministrators, offeredVersions } from './version.ts';

const part = fc.nat({ max: 999 });
const version = fc.tuple(part, part, part);
const text = (parts: readonly number[], suffix = '') => `${parts.join('.')}${suffix}`;
const suffix = fc.constantFrom('', '-SNAPSHOT', '_1', '-rc.1', '+build', ' beta', '.7');

describe('versions are compared by number', () => {
  test('as the numbers are, whatever follows (M19)', () => {
    fc.assert(fc.property(version, version, suffix, suffix, (a, b, more, other) => {
      const [x, y] = [a[0] * 1e6 + a[1] * 1e3 + a[2], b[0] * 1e6 + b[1] * 1e3 + b[2]];
      expect(compareVersions(text(a, more), text(b, other))).toBe(Math.sign(x - y));
    }));
  });
  test('2.10.0 is above 2.9.0 and 2.6.0', () => {
    expect(compareVersions('2.10.0', '2.9.0')).toBe(1);
    expect(managesAdministrators('2.10.0')).toBe(true);
  });
  test.each([['2.6.0', true], ['2.5.9', false], ['2.6.0-SNAPSHOT', true], ['2.5.0', false], ['3.0.0', true], ['10.0.0', true]])('%s makes administrators cluster administrators: %s (M19)', (given, expected) => {
    expect(managesAdministrators(given)).toBe(expected);
  });
  test.each(['', 'latest', '3', '3.9', 'v3.9.0', '3.9.x', '-3.9.0', '3..0', '1e9.0.0'])('“%s” is unknown and counts as older (M19)', (given) => {
    expect(managesAdministrators(given)).toBe(false);
    expect(compareVersions(given, '2.6.0')).toBeNull();
  });
});

describe('the versions offered', () => {
  test('are newest first, with one default', () => {
    const order = offeredVersions.slice(1).map(({ version: each }, index) => compareVersions(offeredVersions[index]!.version, each));
    expect(order.every((each) => each === 1)).toBe(true);
    expect(offeredVersions.filter(({ isDefault }) => isDefault)).toMatchObject([{ version: '3.9.0' }]);
  });
  test('are offered as they are written, and no others', () => {
    expect(isOffered('2.6.0')).toBe(true);
    expect(isOffered('2.6.1')).toBe(false);
  });
});

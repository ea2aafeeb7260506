import { describe, expect, it } from 'vitest';
import { firstSteps, showsAround } from './welcome-steps.ts';

const empty = { role: 'owner', defaultCloudAccountId: null, memberCount: 1 } as const;

describe('what the welcome says', () => {
  it('ticks what is done, and nothing else', () => {
    expect(firstSteps(empty, false)).toEqual({ account: false, cluster: false, team: false });
    expect(firstSteps({ ...empty, defaultCloudAccountId: 'a' }, true)).toEqual({ account: true, cluster: true, team: false });
    expect(firstSteps({ ...empty, memberCount: 2 }, false).team).toBe(true);
  });

  it('shows an ordinary member around, who cannot set anything up', () => {
    expect(showsAround({ ...empty, role: 'member' }, false)).toBe(true);
    expect(showsAround(empty, false)).toBe(false);
  });

  it('shows an administrator around once others made a cluster, and the owner once all is done', () => {
    expect(showsAround({ ...empty, role: 'administrator' }, true)).toBe(true);
    expect(showsAround({ ...empty, role: 'administrator' }, false)).toBe(false);
    expect(showsAround(empty, true)).toBe(false);
    expect(showsAround({ ...empty, memberCount: 2 }, true)).toBe(true);
  });
});

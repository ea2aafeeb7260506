import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, hashOf, noHash, sealAfter, startOfWalk, step, type Entry, type Seal } from './chain.ts';
import { verifyChain } from './verify.ts';

const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const entry = (at: number): Entry => ({
  id: `row ${at}`, at: `2026-11-25T00:00:00.00000${at}Z`, organizationId: 'here', actorKind: 'user', actorId: 'alice', keyId: null, keyName: null,
  operation: 'members.remove', subject: `member ${at}`, before: { role: 'member', userId: `p${at}` }, after: null,
});
const entries = Array.from({ length: 6 }, (_, at) => entry(at));
const seals = sealAfter(digest, null, entries);
type Sealed = Seal & { entry: Entry | null };
const chain = (): Sealed[] => seals.map((seal, at) => ({ ...seal, entry: entries[at]! }));
const verify = (rows: Sealed[], kept: { number: number; hash: string } | null = null) =>
  verifyChain(async (after, limit) => rows.filter(({ number }) => number > after).slice(0, Math.min(limit, 1000)), digest, kept);

describe('the canonical text', () => {
  test('is the same for the same value in whatever order its keys were written, and nothing else', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: 'ö"\n' })).toBe('{"a":"ö\\"\\n","b":[1,{"c":"x","d":null}]}');
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const shuffled = Object.fromEntries(Object.entries(value).toReversed());
      expect(canonical(shuffled)).toBe(canonical(value));
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });

  test('of a seal is what the documentation says, so that an outsider comes to the same hash', () => {
    const { id, at } = entries[0]!;
    const text = `{"entry":{"actorId":"alice","actorKind":"user","after":null,"at":"${at}","before":{"role":"member","userId":"p0"},"id":"${id}","keyId":null,"keyName":null,"operation":"members.remove","organizationId":"here","subject":"member 0"},"number":1,"previous":"${'0'.repeat(64)}"}`;
    expect(seals[0]).toEqual({ number: 1, auditId: id, previousHash: noHash, hash: digest(text) });
  });
});

describe('a walk along the chain', () => {
  test('fits where nothing was touched, sealed at once or bit by bit', async () => {
    expect(await verify(chain())).toEqual({ rows: 6, broken: null, keptFits: null });
    const first = sealAfter(digest, null, entries.slice(0, 2));
    expect([...first, ...sealAfter(digest, first.at(-1)!, entries.slice(2))]).toEqual(seals);
    expect(await verify([])).toEqual({ rows: 0, broken: null, keptFits: null });
  });

  test.each<[string, (rows: Sealed[]) => void, number]>([
    ['a changed row', (rows) => void (rows[2]!.entry = { ...rows[2]!.entry!, subject: 'another' }), 3],
    ['a changed actor', (rows) => void (rows[0]!.entry = { ...rows[0]!.entry!, actorId: 'bob' }), 1],
    ['a deleted row', (rows) => void (rows[3]!.entry = null), 4],
    ['a deleted seal', (rows) => void rows.splice(1, 1), 2],
    ['two rows that changed places', (rows) => void ([rows[1]!.entry, rows[2]!.entry] = [rows[2]!.entry, rows[1]!.entry]), 2],
    ['a changed hash', (rows) => void (rows[4]!.hash = digest('another')), 5],
    ['a row that was changed with its own seal', (rows) => {
      const changed = { ...rows[2]!.entry!, subject: 'another' };
      rows[2]!.entry = changed;
      rows[2]!.hash = hashOf(digest, 3, rows[1]!.hash, changed);
    }, 4],
  ])('stops at %s', async (_what, tamper, number) => {
    const rows = chain();
    tamper(rows);
    expect((await verify(rows)).broken).toMatchObject({ number, because: expect.stringMatching(/\.$/) });
  });

  test('cannot show an end that was cut off, nor a chain that was made anew from there; a seal that was kept outside does', async () => {
    const kept = { number: 6, hash: seals[5]!.hash };
    expect(await verify(chain(), kept)).toEqual({ rows: 6, broken: null, keptFits: true });
    expect(await verify(chain().slice(0, 4))).toEqual({ rows: 4, broken: null, keptFits: null });
    expect(await verify(chain().slice(0, 4), kept)).toEqual({ rows: 4, broken: null, keptFits: false });
    const others = [...entries.slice(0, 5), { ...entries[5]!, subject: 'another' }];
    const anew = sealAfter(digest, null, others).map((seal, at) => ({ ...seal, entry: others[at]! }));
    expect(await verify(anew)).toMatchObject({ broken: null });
    expect(await verify(anew, kept)).toMatchObject({ broken: null, keptFits: false });
  });

  test('is not moved any more by what comes after the first thing that does not fit', () => {
    const broken = step(digest, startOfWalk, seals[1]!, entries[1]!);
    expect(broken.broken?.number).toBe(1);
    expect(step(digest, broken, seals[0]!, entries[0]!)).toBe(broken);
  });
});

import { describe, expect, it } from 'vitest';
import { afterSending, changed, sendable, withAddresses, without } from './invite-list.ts';

describe('the list of "Invite several…"', () => {
  it('grows by what is pasted, and pasting the same again changes nothing that was chosen', () => {
    const first = withAddresses([], 'ada@example.org, bob@example.org').list;
    const chosen = changed(first, 'ada@example.org', { administrator: true });
    const again = withAddresses(chosen, 'ADA@example.org carol@example.org');
    expect(again.found).toBe(2);
    expect(again.list.map(({ email, administrator }) => [email, administrator])).toEqual([['ada@example.org', true], ['bob@example.org', false], ['carol@example.org', false]]);
  });

  it('keeps what cannot be sent, and does not send it', () => {
    const { list } = withAddresses([], 'ada@example.org bob@example');
    expect(list).toHaveLength(2);
    expect(sendable(list).map(({ email }) => email)).toEqual(['ada@example.org']);
    expect(without(list, 'bob@example')).toHaveLength(1);
  });

  it('keeps after sending whom it did not work for, and offers again what time can heal', () => {
    const { list } = withAddresses([], 'ada@example.org bob@example.org carol@example.org dan@example.org');
    const outcome = (email: string, word: string) => ({ email, outcome: word, sentence: `${email}: ${word}` });
    const left = afterSending(list, [outcome('ada@example.org', 'invited'), outcome('bob@example.org', 'member'), outcome('carol@example.org', 'no-seat')]);
    expect(left.map(({ email, problem }) => [email, problem])).toEqual([['bob@example.org', 'bob@example.org: member'], ['carol@example.org', 'carol@example.org: no-seat'], ['dan@example.org', null]]);
    expect(sendable(left).map(({ email }) => email)).toEqual(['carol@example.org', 'dan@example.org']);
  });
});

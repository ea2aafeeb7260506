/** The membership rules once more, as small as they can be said: what tests compare the product with. */
import type { Role } from '../kernel/actor.ts';

/** At first the owner, an administrator, a member, and three from outside. */
export type Who = 0 | 1 | 2 | 3 | 4 | 5;
export const everybody: readonly Who[] = [0, 1, 2, 3, 4, 5];
export const seats = 5;

export type Command =
  | { do: 'invite'; by: Who; whom: Who; administrator: boolean }
  | { do: 'resend' | 'withdraw' | 'offer'; by: Who; whom: Who }
  | { do: 'remove' | 'suspend' | 'reinstate'; by: Who; whom: Who }
  | { do: 'accept' | 'reject' | 'leave' | 'acceptOffer' | 'declineOffer' | 'withdrawOffer' | 'delete'; by: Who }
  | { do: 'changeRole'; by: Who; whom: Who; role: 'administrator' | 'member' }
  | { do: 'permissions'; by: Who; membersCanInvite: boolean }
  /** Time passes: the invitation to this address is too old. */
  | { do: 'expire'; whom: Who };

type Invitation = { by: Who; administrator: boolean; state: 'open' | 'expired' | 'accepted' | 'closed' };
type Row = { role: Role; suspended: boolean };
const isUnanswered = ({ state }: Invitation) => state === 'open' || state === 'expired';

export class MembershipModel {
  readonly rows = new Map<Who, Row>([[0, { role: 'owner', suspended: false }], [1, { role: 'administrator', suspended: false }], [2, { role: 'member', suspended: false }]]);
  /** Who was removed or left, and has not returned. */
  readonly gone = new Set<Who>();
  /** The newest to each address. */
  readonly invitations = new Map<Who, Invitation>();
  membersCanInvite = false;
  /** The newest offer of ownership. */
  newestOffer: { to: Who; open: boolean } | null = null;
  deleted = false;

  private governs = (by: Who) => this.rows.get(by)?.role !== 'member';
  private isOwner = (by: Who) => this.rows.get(by)?.role === 'owner';
  private mayInvite = (by: Who) => this.governs(by) || this.membersCanInvite;
  private hasFreeSeat = () => this.rows.size + [...this.invitations.values()].filter(({ state }) => state === 'open').length < seats;

  /** Performs the command, and gives the status that the product must answer. */
  answer(given: Command): number {
    if (given.do === 'expire') return this.expire(given.whom);
    if (given.do === 'accept' || given.do === 'reject') return this.answerInvitation(given.by, given.do);
    const row = this.rows.get(given.by);
    if (this.deleted || !row) return 404;
    return row.suspended ? 403 : this.inside[given.do](given as never); // D11
  }

  /** What is asked by who is active in the organization. */
  private inside: { [What in Exclude<Command['do'], 'expire' | 'accept' | 'reject'>]: (given: Extract<Command, { do: What }>) => number } = {
    invite: (given) => this.invite(given),
    resend: ({ by, whom }) => this.resend(by, whom),
    withdraw: ({ by, whom }) => this.withdraw(by, whom),
    permissions: ({ by, membersCanInvite }) => this.setPermissions(by, membersCanInvite),
    changeRole: (given) => this.changeRole(given),
    remove: ({ by, whom }) => this.changeStanding('remove', by, whom),
    suspend: ({ by, whom }) => this.changeStanding('suspend', by, whom),
    reinstate: ({ by, whom }) => this.changeStanding('reinstate', by, whom),
    leave: ({ by }) => (this.isOwner(by) ? 409 : this.goes(by)), // D02
    delete: ({ by }) => (this.isOwner(by) ? this.delete() : 403), // D02
    offer: ({ by, whom }) => this.offer(by, whom),
    acceptOffer: ({ by }) => this.answerOffer('acceptOffer', by),
    declineOffer: ({ by }) => this.answerOffer('declineOffer', by),
    withdrawOffer: ({ by }) => this.answerOffer('withdrawOffer', by),
  };

  private expire(whom: Who): number {
    const invitation = this.invitations.get(whom);
    if (invitation?.state === 'open') invitation.state = 'expired';
    return 0;
  }

  private answerInvitation(by: Who, what: 'accept' | 'reject'): number {
    const invitation = this.invitations.get(by);
    if (!invitation) return 404;
    if (what === 'accept' && invitation.state === 'accepted' && this.rows.get(by)?.suspended === false && !this.deleted) return 200; // it leads to the organization
    if (invitation.state !== 'open') return 409; // D03
    invitation.state = what === 'accept' ? 'accepted' : 'closed';
    if (what === 'reject') return 204;
    this.rows.set(by, { role: invitation.administrator ? 'administrator' : 'member', suspended: false }); // M08, M17
    this.gone.delete(by); // D06
    return 200;
  }

  private invite({ by, whom, administrator }: Extract<Command, { do: 'invite' }>): number {
    const present = this.invitations.get(whom);
    if (!this.mayInvite(by) || (administrator && !this.governs(by))) return 403; // M14
    if (present?.state === 'open' && present.by !== by && !this.governs(by)) return 403; // D05
    if (this.rows.has(whom)) return 409;
    if (present?.state !== 'open' && !this.hasFreeSeat()) return 409;
    this.invitations.set(whom, { by, administrator, state: 'open' }); // D03
    return 201;
  }

  private resend(by: Who, whom: Who): number {
    const invitation = this.invitations.get(whom);
    if (!invitation) return 404;
    if (!this.mayTouch(invitation, by) || (invitation.administrator && !this.governs(by))) return 403; // D05, M14
    if (invitation.state === 'expired' && !this.hasFreeSeat()) return 409;
    if (!isUnanswered(invitation)) return 409;
    invitation.state = 'open';
    return 200;
  }

  private withdraw(by: Who, whom: Who): number {
    const invitation = this.invitations.get(whom);
    if (!invitation) return 404;
    if (!this.mayTouch(invitation, by)) return 403; // D05
    if (!isUnanswered(invitation)) return 409;
    invitation.state = 'closed';
    return 204;
  }

  private mayTouch = ({ by: inviter }: Invitation, by: Who) => this.mayInvite(by) && (inviter === by || this.governs(by));

  private setPermissions(by: Who, membersCanInvite: boolean): number {
    if (!this.governs(by)) return 403; // M13
    this.membersCanInvite = membersCanInvite;
    if (!membersCanInvite) for (const [who, { role }] of this.rows) if (role === 'member') this.endInvitationsOf(who); // D05
    return 200;
  }

  private offer(by: Who, whom: Who): number {
    const target = this.rows.get(whom);
    if (!target) return 404;
    if (!this.isOwner(by)) return 403;
    if (this.newestOffer?.open || target.role === 'owner' || target.suspended) return 409;
    this.newestOffer = { to: whom, open: true };
    return 201;
  }

  private answerOffer(what: 'acceptOffer' | 'declineOffer' | 'withdrawOffer', by: Who): number {
    const offer = this.newestOffer;
    if (!offer) return 404;
    const isTheirs = what === 'withdrawOffer' ? this.isOwner(by) : offer.to === by;
    if (!isTheirs) return 403;
    if (!offer.open) return 409;
    offer.open = false;
    if (what !== 'acceptOffer') return 204;
    for (const row of this.rows.values()) if (row.role === 'owner') row.role = 'administrator';
    this.rows.set(by, { role: 'owner', suspended: false }); // D02
    return 204;
  }

  private changeRole({ by, whom, role }: Extract<Command, { do: 'changeRole' }>): number {
    const row = this.rows.get(whom);
    if (!row) return 404;
    if (!this.governs(by) || row.role === 'owner' || by === whom) return 403; // D02, D05
    if (row.role === 'administrator' && role === 'member') this.losesAuthority(whom);
    row.role = role; // M17
    return 200;
  }

  private changeStanding(what: 'remove' | 'suspend' | 'reinstate', by: Who, whom: Who): number {
    const row = this.rows.get(whom);
    if (!row) return 404;
    if (!this.governs(by)) return 403;
    if (what === 'reinstate') {
      if (!row.suspended) return 409;
      row.suspended = false; // D11
      return 200;
    }
    if (row.role === 'owner' || by === whom) return 409; // D02, D11
    if (what === 'remove') return this.goes(whom); // M12
    if (row.suspended) return 409;
    row.suspended = true; // D11
    this.losesAuthority(whom);
    return 200;
  }

  private goes(who: Who): number {
    this.losesAuthority(who);
    this.rows.delete(who);
    this.gone.add(who);
    return 204;
  }

  private delete(): number {
    this.deleted = true;
    this.endOffer();
    for (const invitation of this.invitations.values()) if (isUnanswered(invitation)) invitation.state = 'closed';
    return 204;
  }

  /** D02, D05: what somebody sent and was offered ends with his authority. */
  private losesAuthority(who: Who): void {
    this.endInvitationsOf(who);
    if (this.newestOffer?.to === who) this.endOffer();
  }

  private endOffer(): void {
    if (this.newestOffer) this.newestOffer.open = false;
  }

  private endInvitationsOf(who: Who): void {
    for (const invitation of this.invitations.values()) if (invitation.by === who && isUnanswered(invitation)) invitation.state = 'closed';
  }

  state() {
    const members = [...this.rows].map(([who, { role, suspended }]) => `${who} ${role}${suspended ? ' suspended' : ''}`).sort();
    const open = [...this.invitations].filter(([, invitation]) => isUnanswered(invitation)).map(([whom, { by, administrator, state }]) => `${whom} by ${by} ${administrator ? 'administrator' : 'member'} ${state}`).sort();
    return { members, open, membersCanInvite: this.membersCanInvite, offeredTo: this.newestOffer?.open ? this.newestOffer.to : null, deleted: this.deleted };
  }

  /** What membership implies on a managed cluster of a present version, for everybody who ever had an account there. */
  access(): string[] {
    const present = [...this.rows].map(([who, { role, suspended }]) => `${who} ${suspended ? 'blocked' : role === 'member' ? 'user' : 'administrator'}`); // M11, M19, D11
    return [...present, ...[...this.gone].filter((who) => !this.rows.has(who)).map((who) => `${who} blocked`)].sort(); // M12
  }
}

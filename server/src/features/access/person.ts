import type { Actor } from '../../kernel/actor.ts';
import type { UserId } from '../../kernel/id.ts';

/** Whether this is that very person, by a session or a personal key. A key of the organization is nobody, though rows name who made it. */
export const isPerson = (actor: Actor, userId: UserId): boolean => actor.kind === 'user' && actor.key?.kind !== 'organization' && actor.userId === userId;

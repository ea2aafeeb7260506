import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

/** Who is signed in, with the organizations to switch between. 401 when nobody is. */
export const selfQuery = queryOptions({ queryKey: keys.self, queryFn: () => answered(api.GET('/api/v1/me')), staleTime: 60_000 });

type SelfChange = { givenName?: string; familyName?: string; welcomeClosed?: boolean; lastOrganizationId?: string };
export const updateSelf = (change: SelfChange) => answered(api.PATCH('/api/v1/me', { body: change }));

type Registration = { givenName: string; familyName: string; email: string; password: string; invitationToken?: string };
export const register = (registration: Registration) => answered(api.POST('/api/v1/users', { body: registration }));
export const verify = (body: { token: string; password?: string }) => answered(api.POST('/api/v1/users/verify', { body }));
export const resendVerification = (email: string) => answered(api.POST('/api/v1/users/resend-verification', { body: { email } }));
export const requestPasswordReset = (email: string) => answered(api.POST('/api/v1/users/request-password-reset', { body: { email } }));
export const resetPassword = (body: { token: string; password: string }) => answered(api.POST('/api/v1/users/reset-password', { body }));

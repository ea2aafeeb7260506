import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

/** Who is signed in, with the organizations to switch between. 401 when nobody is. */
export const selfQuery = queryOptions({ queryKey: keys.self, queryFn: () => answered(api.GET('/me')), staleTime: 60_000 });

/** Who may register, asked by people who are not signed in. */
export const registrationQuery = queryOptions({ queryKey: keys.registration, queryFn: () => answered(api.GET('/registration')), staleTime: 60_000 });

type SelfChange = { givenName?: string; familyName?: string; welcomeClosed?: boolean; lastOrganizationId?: string };
export const updateSelf = (change: SelfChange) => answered(api.PATCH('/me', { body: change }));

type NewPerson = { givenName: string; familyName: string; email: string; password: string; invitationToken?: string };
export const register = (person: NewPerson) => answered(api.POST('/users', { body: person }));
export const verify = (body: { token: string; password?: string }) => answered(api.POST('/users/verify', { body }));
export const resendVerification = (email: string) => answered(api.POST('/users/resend-verification', { body: { email } }));
export const requestPasswordReset = (email: string) => answered(api.POST('/users/request-password-reset', { body: { email } }));
export const resetPassword = (body: { token: string; password: string }) => answered(api.POST('/users/reset-password', { body }));
export const changePassword = (body: { currentPassword: string; password: string }) => answered(api.POST('/me/password', { body }));

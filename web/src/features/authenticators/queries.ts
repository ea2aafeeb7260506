import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

export const authenticatorQuery = queryOptions({ queryKey: keys.authenticator, queryFn: () => answered(api.GET('/me/authenticator')) });

type Both = { password: string; code: string };
export const beginAuthenticator = (password: string) => answered(api.POST('/me/authenticator', { body: { password } }));
export const confirmAuthenticator = (code: string) => answered(api.POST('/me/authenticator/confirm', { body: { code } }));
export const removeAuthenticator = (body: Both) => answered(api.POST('/me/authenticator/remove', { body }));
export const renewRecoveryCodes = (body: Both) => answered(api.POST('/me/authenticator/recovery-codes', { body }));
export const finishSecondStep = (code: string) => answered(api.POST('/users/second-step', { body: { code } }));

import { z } from 'zod';
import { RestError } from '../errors.ts';
import { empty, json, objectBody, type Exchange } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import { requireOauth } from '../oidc/log-in.ts';
import { remoteBase } from '../profile-view.ts';
import { within, type Database } from '../store/database.ts';
import * as oauthClients from '../store/oauth-clients.ts';
import * as variables from '../store/variables.ts';
import type { World } from '../world.ts';
import { administrationListeners } from './admin-users.ts';

const base = `${remoteBase}/oauth/client`;
// No scopes: API keys are refused here.
const administer = { roles: ['HOPS_ADMIN'] } as const;

const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || null);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const claim = (usual: string) =>
  z
    .string()
    .nullish()
    .transform((value) => value || usual);

const clientSchema = z.object({
  clientId: z.string().min(1).max(256),
  clientSecret: z.string().min(1).max(2048),
  providerName: z.string().min(1).max(255),
  providerUri: z.url({ protocol: /^https?$/ }).transform((uri) => uri.replace(/\/\.well-known\/openid-configuration$/, '').replace(/\/$/, '')),
  providerDisplayName: z
    .string()
    .max(45)
    .nullish()
    .transform((value) => value || null),
  providerLogoUri: optionalText,
  providerMetadataEndpointSupported: flag,
  authorizationEndpoint: optionalText,
  tokenEndpoint: optionalText,
  userInfoEndpoint: optionalText,
  jwksURI: optionalText,
  endSessionEndpoint: optionalText,
  logoutRedirectParam: optionalText,
  codeChallengeMethod: z
    .enum(['plain', 'S256'])
    .nullish()
    .transform((value) => value ?? null),
  offlineAccess: flag,
  verifyEmail: flag,
  givenNameClaim: claim('given_name'),
  familyNameClaim: claim('family_name'),
  emailClaim: claim('email'),
  groupClaim: optionalText,
});

// The same call sets these for the whole cluster; what is absent stays.
const clusterSchema = z.object({
  needConsent: z.boolean().nullish(),
  registrationDisabled: z.boolean().nullish(),
  activateUser: z.boolean().nullish(),
  groupMapping: z.enum(['ANY_TO_USER', 'ANY_TO_ADMIN', 'GROUP_MAPPING']).nullish(),
  groupMappings: z.string().nullish(),
  callbackURI: z.string().nullish(),
  rejectRemoteNoGroup: z.boolean().nullish(),
  managedCloudRedirectUri: z.string().nullish(),
});

function parse(exchange: Exchange) {
  const body = objectBody(exchange);
  const [client, cluster] = [clientSchema.safeParse(body), clusterSchema.safeParse(body)];
  const issues = [client, cluster].flatMap((result) => result.error?.issues ?? []);
  if (!client.success || !cluster.success)
    throw new RestError('remoteArgument', `Wrong or missing: ${issues.map((issue) => issue.path.join('.')).join(', ')}.`);
  const { providerMetadataEndpointSupported, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, jwksURI } = client.data;
  if (!providerMetadataEndpointSupported && [authorizationEndpoint, tokenEndpoint, userInfoEndpoint, jwksURI].includes(null))
    throw new RestError('remoteArgument', 'Without discovery all four addresses of the provider are needed.');
  return { client: client.data, cluster: cluster.data };
}

function setForCluster(database: Database, wish: z.output<typeof clusterSchema>): void {
  const values: Partial<Record<variables.VariableName, string | undefined>> = {
    remote_auth_need_consent: wish.needConsent?.toString(),
    disable_registration: wish.registrationDisabled?.toString(),
    oauth_account_status: { true: '2', false: '1' }[String(wish.activateUser)],
    oauth_group_mapping: { ANY_TO_USER: 'ANY_GROUP->HOPS_USER', ANY_TO_ADMIN: 'ANY_GROUP->HOPS_ADMIN', GROUP_MAPPING: wish.groupMappings ?? '' }[
      String(wish.groupMapping)
    ],
    oauth_redirect_uri: wish.callbackURI ? `${wish.callbackURI}hopsworks/callback` : undefined,
    reject_remote_user_no_group: wish.rejectRemoteNoGroup?.toString(),
    managed_cloud_redirect_uri: wish.managedCloudRedirectUri ?? undefined,
  };
  for (const [name, value] of Object.entries(values)) if (value !== undefined) variables.set(database, name as variables.VariableName, value);
}

function pathClient(world: World, { params }: Exchange): oauthClients.OauthClient {
  const client = oauthClients.find(world.database, Number(params['id']));
  if (!client) throw new RestError('remoteNotFound');
  return client;
}

function requireUnique(database: Database, wish: oauthClients.OauthClientSettings, ownId: number | null): void {
  const others = [oauthClients.findByClientId(database, wish.clientId), oauthClients.findByProviderName(database, wish.providerName)];
  if (others.some((other) => other !== null && other.id !== ownId)) throw new RestError('remoteDuplicate');
}

/** The registrations of this cluster at identity providers; 405 while single sign-on is off. */
export function oauthClientRoutes(world: World): Route[] {
  const { database } = world;
  const route = (method: Route['method'], path: string, run: (exchange: Exchange) => ReturnType<typeof json>): Route => ({
    method,
    path,
    listeners: administrationListeners,
    guard: administer,
    run: (exchange) => {
      requireOauth(world);
      return run(exchange);
    },
  });
  const save = (exchange: Exchange, present: oauthClients.OauthClient | null) => {
    const { client, cluster } = parse(exchange);
    requireUnique(database, client, present?.id ?? null);
    const id = within(database, () => {
      setForCluster(database, cluster);
      if (present === null) return oauthClients.insert(database, client);
      oauthClients.save(database, present.id, { ...client, ...keptFrom(present, client) });
      return present.id;
    });
    world.providers.forget(id);
    return json(oauthClients.find(database, id), present === null ? 201 : 200);
  };
  return [
    route('GET', base, () => {
      const items = oauthClients.list(database);
      return json({ items, count: items.length });
    }),
    route('GET', `${base}/:id`, (exchange) => json(pathClient(world, exchange))),
    route('POST', base, (exchange) => save(exchange, null)),
    route('PUT', `${base}/:id`, (exchange) => save(exchange, pathClient(world, exchange))),
    route('DELETE', `${base}/:id`, (exchange) => {
      const client = pathClient(world, exchange);
      oauthClients.remove(database, client.id);
      world.providers.forget(client.id);
      return empty(204);
    }),
  ];
}

// A trap kept: the code challenge and the name of the group claim can be changed but not cleared.
function keptFrom(present: oauthClients.OauthClient, wish: oauthClients.OauthClientSettings) {
  return {
    codeChallengeMethod: wish.codeChallengeMethod ?? present.codeChallengeMethod,
    groupClaim: wish.groupClaim ?? present.groupClaim,
  };
}

import { RestError } from '../errors.ts';
import { json, objectBody } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import { apiBase } from '../profile-view.ts';
import * as oauthClients from '../store/oauth-clients.ts';
import * as variables from '../store/variables.ts';
import type { World } from '../world.ts';
import { administrationListeners } from './admin-users.ts';

const administer = { roles: ['HOPS_ADMIN'], scopes: ['ADMIN'] } as const;
const visibilities = ['ADMIN', 'USER', 'NOTAUTHENTICATED'] as const;

function authenticationStatus({ database }: World) {
  const oauthEnabled = variables.isOn(database, 'oauth_enabled');
  return {
    otpAuthStatus: 'false',
    ldapEnabled: false,
    krbEnabled: false,
    oauthEnabled,
    openIdProviders: (oauthEnabled ? oauthClients.list(database) : []).map((client) => ({
      providerName: client.providerName,
      providerDisplayName: client.providerDisplayName ?? client.providerName,
      providerLogoURI: client.providerLogoUri,
    })),
    remoteAuthEnabled: oauthEnabled,
    loginDisabled: variables.isOn(database, 'disable_password_login'),
    registerDisabled: variables.isOn(database, 'disable_registration') || variables.isOn(database, 'disable_registration_ui'),
    loginPageOverwrite: '',
    ldapGroupMappingEnabled: false,
    oauthGroupMappingEnabled: variables.isOn(database, 'oauth_group_mapping_enabled'),
  };
}

/** Versions, how one logs in here, and the settings of the cluster. */
export function variableRoutes(world: World): Route[] {
  const { database, configuration } = world;
  const listeners = administrationListeners;
  return [
    { method: 'GET', path: `${apiBase}/variables/versions`, guard: 'none', run: () => json([{ software: 'hopsworks', version: configuration.version }]) },
    { method: 'GET', path: `${apiBase}/variables/authenticationStatus`, guard: 'none', run: () => json(authenticationStatus(world)) },
    {
      method: 'GET',
      path: `${apiBase}/variables/:name`,
      guard: { roles: ['HOPS_ADMIN', 'HOPS_USER'], scopes: ['PROJECT'] },
      run: ({ params }, caller) => {
        const variable = variables.find(database, params['name'] ?? '');
        if (!variable) throw new RestError('variableNotFound');
        if (variable.visibility === 'ADMIN' && !caller.roles.includes('HOPS_ADMIN')) throw new RestError('forbidden');
        return json({ successMessage: variable.value });
      },
    },
    {
      method: 'GET',
      path: `${apiBase}/admin/configuration`,
      listeners,
      guard: administer,
      run: () => {
        const items = variables.list(database);
        return json({ items, count: items.length });
      },
    },
    {
      method: 'POST',
      path: `${apiBase}/admin/configuration/:name`,
      listeners,
      guard: administer,
      run: (exchange) => {
        const { value, visibility, hide } = objectBody(exchange);
        if (typeof value !== 'string') throw new RestError('badArgument', 'The value is a text.');
        const seenBy = visibilities.find((each) => each === (visibility ?? 'ADMIN'));
        if (!seenBy) throw new RestError('badArgument', `The visibility is one of ${visibilities.join(', ')}.`);
        const variable = { name: exchange.params['name'] ?? '', value, visibility: seenBy, hide: hide === true };
        variables.save(database, variable);
        return json(variable);
      },
    },
  ];
}

-- Generated: the database after all migrations. The queue keeps its own tables in schema pgboss.

create table account (
  id uuid not null default gen_random_uuid(),
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX account_one_per_way ON public.account USING btree ("userId", "providerId");
CREATE INDEX "account_userId_idx" ON public.account USING btree ("userId");
-- hopyard_server: delete, insert, select, update

create table audit (
  id uuid not null,
  at timestamp with time zone not null,
  organization_id uuid,
  actor_kind text not null,
  actor_id text,
  operation text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  constraint audit_pkey PRIMARY KEY (id),
  constraint audit_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['anonymous'::text, 'user'::text, 'cluster'::text, 'system'::text])))
);
CREATE INDEX audit_of_organization ON public.audit USING btree (organization_id, id);
-- hopyard_server: insert, select

create table cloud_account (
  id uuid not null,
  organization_id uuid not null,
  kind text not null,
  name text not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint cloud_account_organization_id_id_key UNIQUE (organization_id, id),
  constraint cloud_account_pkey PRIMARY KEY (id),
  constraint cloud_account_created_by_fkey FOREIGN KEY (created_by) REFERENCES "user"(id),
  constraint cloud_account_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint cloud_account_kind_check CHECK ((kind = 'local'::text)),
  constraint cloud_account_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60)))
);
CREATE INDEX cloud_account_created_by ON public.cloud_account USING btree (created_by);
CREATE UNIQUE INDEX cloud_account_name ON public.cloud_account USING btree (organization_id, lower(name)) WHERE (deleted_at IS NULL);
-- hopyard_server: delete, insert, select, update

create table cluster (
  id uuid not null,
  organization_id uuid not null,
  cloud_account_id uuid not null,
  name text not null,
  version text not null,
  user_management text not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  wanted text not null,
  wanted_at timestamp with time zone not null,
  services_wanted jsonb not null,
  seen text not null default 'absent'::text,
  seen_public boolean not null default false,
  seen_services jsonb not null default '{}'::jsonb,
  seen_at timestamp with time zone,
  process_started_at timestamp with time zone,
  accounts_clean_for timestamp with time zone,
  stage text not null default 'place'::text,
  fault jsonb,
  problem text,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone,
  start_tries integer not null default 0,
  start_requested_at timestamp with time zone,
  started_at timestamp with time zone,
  last_heartbeat_at timestamp with time zone,
  terminated_at timestamp with time zone,
  constraint cluster_organization_id_id_key UNIQUE (organization_id, id),
  constraint cluster_pkey PRIMARY KEY (id),
  constraint cluster_created_by_fkey FOREIGN KEY (created_by) REFERENCES "user"(id),
  constraint cluster_organization_id_cloud_account_id_fkey FOREIGN KEY (organization_id, cloud_account_id) REFERENCES cloud_account(organization_id, id),
  constraint cluster_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint cluster_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 40))),
  constraint cluster_seen_check CHECK ((seen = ANY (ARRAY['absent'::text, 'prepared'::text, 'starting'::text, 'running'::text, 'failed'::text]))),
  constraint cluster_user_management_check CHECK ((user_management = ANY (ARRAY['managed'::text, 'unmanaged'::text]))),
  constraint cluster_wanted_check CHECK ((wanted = ANY (ARRAY['running'::text, 'stopped'::text, 'terminated'::text])))
);
CREATE INDEX cluster_created_by ON public.cluster USING btree (created_by);
CREATE INDEX cluster_live ON public.cluster USING btree (organization_id, created_at DESC, id DESC) WHERE (terminated_at IS NULL);
CREATE UNIQUE INDEX cluster_name ON public.cluster USING btree (organization_id, lower(name)) WHERE (terminated_at IS NULL);
CREATE INDEX cluster_of_cloud_account ON public.cluster USING btree (cloud_account_id);
-- hopyard_server: delete, insert, select, update

create table cluster_account (
  id uuid not null,
  organization_id uuid not null,
  cluster_id uuid not null,
  user_id uuid not null,
  email text not null,
  account_number integer,
  username text,
  wanted text not null,
  wanted_at timestamp with time zone not null,
  seen text not null default 'unknown'::text,
  seen_at timestamp with time zone,
  narrowed_seen_at timestamp with time zone,
  session_ends_by timestamp with time zone,
  problem text,
  constraint cluster_account_cluster_id_account_number_key UNIQUE (cluster_id, account_number),
  constraint cluster_account_cluster_id_user_id_key UNIQUE (cluster_id, user_id),
  constraint cluster_account_organization_id_id_key UNIQUE (organization_id, id),
  constraint cluster_account_pkey PRIMARY KEY (id),
  constraint cluster_account_organization_id_cluster_id_fkey FOREIGN KEY (organization_id, cluster_id) REFERENCES cluster(organization_id, id),
  constraint cluster_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id),
  constraint cluster_account_seen_check CHECK ((seen = ANY (ARRAY['absent'::text, 'user'::text, 'administrator'::text, 'blocked'::text, 'unknown'::text]))),
  constraint cluster_account_wanted_check CHECK ((wanted = ANY (ARRAY['absent'::text, 'user'::text, 'administrator'::text, 'blocked'::text])))
);
CREATE INDEX cluster_account_of_cluster ON public.cluster_account USING btree (organization_id, cluster_id);
CREATE INDEX cluster_account_of_user ON public.cluster_account USING btree (user_id);
-- hopyard_server: delete, insert, select, update

create table cluster_account_pass (
  cluster_id uuid not null,
  organization_id uuid not null,
  checked_at timestamp with time zone,
  problem text,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone,
  held_blocks jsonb,
  confirmed_blocks jsonb,
  others jsonb not null default '[]'::jsonb,
  other_count integer not null default 0,
  constraint cluster_account_pass_pkey PRIMARY KEY (cluster_id),
  constraint cluster_account_pass_organization_id_cluster_id_fkey FOREIGN KEY (organization_id, cluster_id) REFERENCES cluster(organization_id, id)
);
-- hopyard_server: delete, insert, select, update

create table cluster_connection (
  cluster_id uuid not null,
  organization_id uuid not null,
  place_number integer not null,
  place jsonb,
  sealed_control_key text not null,
  sealed_heartbeat_key text not null,
  heartbeat_key_hash text,
  administrator_email text not null,
  sealed_administrator_password text,
  sealed_administrator_key text,
  client_id text not null,
  sealed_client_secret text not null,
  sign_on_registered_at timestamp with time zone,
  session_lifetime_ms integer not null,
  password_changed_at timestamp with time zone,
  password_reset_wanted_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint cluster_connection_client_id_key UNIQUE (client_id),
  constraint cluster_connection_heartbeat_key_hash_key UNIQUE (heartbeat_key_hash),
  constraint cluster_connection_place_number_key UNIQUE (place_number),
  constraint cluster_connection_pkey PRIMARY KEY (cluster_id),
  constraint cluster_connection_organization_id_cluster_id_fkey FOREIGN KEY (organization_id, cluster_id) REFERENCES cluster(organization_id, id)
);
-- hopyard_server: delete, insert, select, update

create table cluster_password_showing (
  id uuid not null,
  organization_id uuid not null,
  cluster_id uuid not null,
  user_id uuid not null,
  shown_at timestamp with time zone not null,
  constraint cluster_password_showing_pkey PRIMARY KEY (id),
  constraint cluster_password_showing_organization_id_cluster_id_fkey FOREIGN KEY (organization_id, cluster_id) REFERENCES cluster(organization_id, id),
  constraint cluster_password_showing_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id)
);
CREATE INDEX cluster_password_showing_of ON public.cluster_password_showing USING btree (cluster_id, shown_at);
CREATE INDEX cluster_password_showing_to ON public.cluster_password_showing USING btree (organization_id, user_id);
-- hopyard_server: delete, insert, select, update

create table cluster_state_change (
  id uuid not null,
  organization_id uuid not null,
  cluster_id uuid not null,
  running boolean not null,
  at timestamp with time zone not null,
  constraint cluster_state_change_pkey PRIMARY KEY (id),
  constraint cluster_state_change_organization_id_cluster_id_fkey FOREIGN KEY (organization_id, cluster_id) REFERENCES cluster(organization_id, id)
);
CREATE INDEX cluster_state_change_of ON public.cluster_state_change USING btree (organization_id, cluster_id, at, id);
-- hopyard_server: insert, select

create table instance (
  name text not null,
  value text not null,
  constraint instance_pkey PRIMARY KEY (name)
);
-- hopyard_server: delete, insert, select, update

create table invitation (
  id uuid not null,
  organization_id uuid not null,
  email text not null,
  role text not null,
  token_hash text not null,
  invited_by uuid not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  state text not null default 'pending'::text,
  closed_at timestamp with time zone,
  constraint invitation_organization_id_id_key UNIQUE (organization_id, id),
  constraint invitation_token_hash_key UNIQUE (token_hash),
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES "user"(id),
  constraint invitation_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint invitation_check CHECK (((state = 'pending'::text) = (closed_at IS NULL))),
  constraint invitation_email_check CHECK (((email = lower(email)) AND (char_length(email) <= 254))),
  constraint invitation_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'member'::text]))),
  constraint invitation_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'accepted'::text, 'rejected'::text, 'withdrawn'::text, 'replaced'::text, 'ended'::text])))
);
CREATE INDEX invitation_by_inviter ON public.invitation USING btree (organization_id, invited_by) WHERE (state = 'pending'::text);
CREATE UNIQUE INDEX invitation_one_open ON public.invitation USING btree (organization_id, email) WHERE (state = 'pending'::text);
CREATE INDEX invitation_open_for ON public.invitation USING btree (email) WHERE (state = 'pending'::text);
-- hopyard_server: delete, insert, select, update

create table jwks (
  id uuid not null default gen_random_uuid(),
  "publicKey" text not null,
  "privateKey" text not null,
  "createdAt" timestamp with time zone not null,
  "expiresAt" timestamp with time zone,
  alg text,
  crv text,
  constraint jwks_pkey PRIMARY KEY (id)
);
-- hopyard_server: delete, insert, select, update

create table mail (
  id uuid not null,
  organization_id uuid,
  invitation_id uuid,
  recipient text not null,
  subject text not null,
  sealed_body text,
  state text not null default 'queued'::text,
  attempts integer not null default 0,
  last_error text,
  created_at timestamp with time zone not null,
  next_attempt_at timestamp with time zone,
  delivered_at timestamp with time zone,
  constraint mail_pkey PRIMARY KEY (id),
  constraint mail_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint mail_organization_id_invitation_id_fkey FOREIGN KEY (organization_id, invitation_id) REFERENCES invitation(organization_id, id),
  constraint mail_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX mail_of_invitation ON public.mail USING btree (invitation_id, id) WHERE (invitation_id IS NOT NULL);
CREATE INDEX mail_waiting ON public.mail USING btree (next_attempt_at) WHERE (state = 'queued'::text);
-- hopyard_server: delete, insert, select, update

create table member (
  id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  role text not null,
  joined_at timestamp with time zone not null,
  invited_by uuid,
  version integer not null default 1,
  constraint member_organization_id_id_key UNIQUE (organization_id, id),
  constraint member_organization_id_user_id_key UNIQUE (organization_id, user_id),
  constraint member_pkey PRIMARY KEY (id),
  constraint member_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES "user"(id),
  constraint member_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint member_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id),
  constraint member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'administrator'::text, 'member'::text])))
);
CREATE INDEX member_of_user ON public.member USING btree (user_id);
CREATE UNIQUE INDEX member_one_owner ON public.member USING btree (organization_id) WHERE (role = 'owner'::text);
CREATE CONSTRAINT TRIGGER member_leaves_owner AFTER DELETE OR UPDATE OF role ON public.member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organization_has_owner();
-- hopyard_server: delete, insert, select, update

create table migration (
  name text not null,
  digest text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);
-- hopyard_server: select

create table oauthAccessToken (
  id uuid not null default gen_random_uuid(),
  token text not null,
  "clientId" text not null,
  "sessionId" uuid,
  "userId" uuid,
  "referenceId" text,
  "authorizationCodeId" text,
  resources jsonb,
  "requestedUserInfoClaims" jsonb,
  "refreshId" uuid,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null,
  revoked timestamp with time zone,
  confirmation jsonb,
  scopes jsonb not null,
  constraint "oauthAccessToken_token_key" UNIQUE (token),
  constraint "oauthAccessToken_pkey" PRIMARY KEY (id),
  constraint "oauthAccessToken_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "oauthClient"("clientId") ON DELETE CASCADE,
  constraint "oauthAccessToken_refreshId_fkey" FOREIGN KEY ("refreshId") REFERENCES "oauthRefreshToken"(id) ON DELETE CASCADE,
  constraint "oauthAccessToken_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES session(id) ON DELETE SET NULL,
  constraint "oauthAccessToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE
);
CREATE INDEX "oauthAccessToken_authorizationCodeId_idx" ON public."oauthAccessToken" USING btree ("authorizationCodeId");
CREATE INDEX "oauthAccessToken_clientId_idx" ON public."oauthAccessToken" USING btree ("clientId");
CREATE INDEX "oauthAccessToken_refreshId_idx" ON public."oauthAccessToken" USING btree ("refreshId");
CREATE INDEX "oauthAccessToken_sessionId_idx" ON public."oauthAccessToken" USING btree ("sessionId");
CREATE INDEX "oauthAccessToken_userId_idx" ON public."oauthAccessToken" USING btree ("userId");
CREATE INDEX oauth_access_token_expires ON public."oauthAccessToken" USING btree ("expiresAt");
-- hopyard_server: delete, insert, select, update

create table oauthClient (
  id uuid not null default gen_random_uuid(),
  "clientId" text not null,
  "clientSecret" text,
  "clientDiscoveryId" text,
  disabled boolean,
  "skipConsent" boolean,
  "enableEndSession" boolean,
  "subjectType" text,
  scopes jsonb,
  "clientCredentialsScopes" jsonb,
  "userId" uuid,
  "createdAt" timestamp with time zone,
  "updatedAt" timestamp with time zone,
  name text,
  uri text,
  icon text,
  contacts jsonb,
  tos text,
  policy text,
  "softwareId" text,
  "softwareVersion" text,
  "softwareStatement" text,
  "redirectUris" jsonb not null,
  "postLogoutRedirectUris" jsonb,
  "backchannelLogoutUri" text,
  "backchannelLogoutSessionRequired" boolean,
  "tokenEndpointAuthMethod" text,
  "applicationType" text,
  jwks text,
  "jwksUri" text,
  "grantTypes" jsonb,
  "responseTypes" jsonb,
  "requirePKCE" boolean,
  "dpopBoundAccessTokens" boolean,
  "referenceId" text,
  metadata jsonb,
  constraint "oauthClient_clientId_key" UNIQUE ("clientId"),
  constraint "oauthClient_pkey" PRIMARY KEY (id),
  constraint "oauthClient_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE
);
CREATE INDEX "oauthClient_userId_idx" ON public."oauthClient" USING btree ("userId");
-- hopyard_server: delete, insert, select, update

create table oauthClientAssertion (
  id uuid not null default gen_random_uuid(),
  "expiresAt" timestamp with time zone not null,
  constraint "oauthClientAssertion_pkey" PRIMARY KEY (id)
);
-- hopyard_server: delete, insert, select, update

create table oauthClientResource (
  id uuid not null default gen_random_uuid(),
  "clientId" text not null,
  "resourceId" text not null,
  metadata jsonb,
  "createdAt" timestamp with time zone,
  constraint "oauthClientResource_pkey" PRIMARY KEY (id),
  constraint "oauthClientResource_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "oauthClient"("clientId") ON DELETE CASCADE,
  constraint "oauthClientResource_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "oauthResource"(identifier) ON DELETE CASCADE
);
CREATE INDEX "oauthClientResource_clientId_idx" ON public."oauthClientResource" USING btree ("clientId");
CREATE UNIQUE INDEX "oauthClientResource_clientId_resourceId_uidx" ON public."oauthClientResource" USING btree ("clientId", "resourceId");
CREATE INDEX "oauthClientResource_resourceId_idx" ON public."oauthClientResource" USING btree ("resourceId");
-- hopyard_server: delete, insert, select, update

create table oauthConsent (
  id uuid not null default gen_random_uuid(),
  "clientId" text not null,
  "userId" uuid,
  "referenceId" text,
  resources jsonb,
  "requestedUserInfoClaims" jsonb,
  scopes jsonb not null,
  "createdAt" timestamp with time zone not null,
  "updatedAt" timestamp with time zone not null,
  constraint "oauthConsent_pkey" PRIMARY KEY (id),
  constraint "oauthConsent_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "oauthClient"("clientId") ON DELETE CASCADE,
  constraint "oauthConsent_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE
);
CREATE INDEX "oauthConsent_clientId_idx" ON public."oauthConsent" USING btree ("clientId");
CREATE INDEX "oauthConsent_userId_idx" ON public."oauthConsent" USING btree ("userId");
-- hopyard_server: delete, insert, select, update

create table oauthRefreshToken (
  id uuid not null default gen_random_uuid(),
  token text not null,
  "clientId" text not null,
  "sessionId" uuid,
  "userId" uuid not null,
  "referenceId" text,
  "authorizationCodeId" text,
  resources jsonb,
  "requestedUserInfoClaims" jsonb,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null,
  revoked timestamp with time zone,
  "rotatedAt" timestamp with time zone,
  "rotationReplayResponse" text,
  "rotationReplayExpiresAt" timestamp with time zone,
  "authTime" timestamp with time zone,
  confirmation jsonb,
  scopes jsonb not null,
  constraint "oauthRefreshToken_token_key" UNIQUE (token),
  constraint "oauthRefreshToken_pkey" PRIMARY KEY (id),
  constraint "oauthRefreshToken_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "oauthClient"("clientId") ON DELETE CASCADE,
  constraint "oauthRefreshToken_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES session(id) ON DELETE SET NULL,
  constraint "oauthRefreshToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE
);
CREATE INDEX "oauthRefreshToken_authorizationCodeId_idx" ON public."oauthRefreshToken" USING btree ("authorizationCodeId");
CREATE INDEX "oauthRefreshToken_clientId_idx" ON public."oauthRefreshToken" USING btree ("clientId");
CREATE INDEX "oauthRefreshToken_sessionId_idx" ON public."oauthRefreshToken" USING btree ("sessionId");
CREATE INDEX "oauthRefreshToken_userId_idx" ON public."oauthRefreshToken" USING btree ("userId");
-- hopyard_server: delete, insert, select, update

create table oauthResource (
  id uuid not null default gen_random_uuid(),
  identifier text not null,
  name text not null,
  "accessTokenTtl" integer,
  "refreshTokenTtl" integer,
  "signingAlgorithm" text,
  "signingKeyId" text,
  "allowedScopes" jsonb,
  "customClaims" jsonb,
  "dpopBoundAccessTokensRequired" boolean,
  disabled boolean,
  "createdAt" timestamp with time zone,
  "updatedAt" timestamp with time zone,
  "policyVersion" integer,
  metadata jsonb,
  constraint "oauthResource_identifier_key" UNIQUE (identifier),
  constraint "oauthResource_pkey" PRIMARY KEY (id)
);
-- hopyard_server: delete, insert, select, update

create table organization (
  id uuid not null,
  slug text not null,
  name text not null,
  time_zone text not null default 'UTC'::text,
  members_can_invite boolean not null default false,
  members_can_create_and_terminate boolean not null default true,
  members_can_open_ports boolean not null default false,
  default_cloud_account_id uuid,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint organization_slug_key UNIQUE (slug),
  constraint organization_pkey PRIMARY KEY (id),
  constraint organization_created_by_fkey FOREIGN KEY (created_by) REFERENCES "user"(id),
  constraint organization_id_default_cloud_account_id_fkey FOREIGN KEY (id, default_cloud_account_id) REFERENCES cloud_account(organization_id, id),
  constraint organization_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80))),
  constraint organization_slug_check CHECK ((slug ~ '^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$'::text))
);
CREATE INDEX organization_created_by ON public.organization USING btree (created_by);
CREATE CONSTRAINT TRIGGER organization_has_owner AFTER INSERT ON public.organization DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organization_has_owner();
-- hopyard_server: delete, insert, select, update

create table proof (
  id uuid not null,
  purpose text not null,
  user_id uuid not null,
  token_hash text not null,
  browser_hash text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint proof_token_hash_key UNIQUE (token_hash),
  constraint proof_pkey PRIMARY KEY (id),
  constraint proof_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE,
  constraint proof_purpose_check CHECK ((purpose = ANY (ARRAY['verify-address'::text, 'reset-password'::text])))
);
CREATE INDEX proof_expires ON public.proof USING btree (expires_at);
CREATE INDEX proof_open ON public.proof USING btree (user_id, purpose) WHERE (used_at IS NULL);
-- hopyard_server: delete, insert, select, update

create table rate_limit (
  key text not null,
  window_start timestamp with time zone not null,
  count integer not null,
  constraint rate_limit_pkey PRIMARY KEY (key, window_start)
);
-- hopyard_server: delete, insert, select, update

create table removal (
  id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  removed_by uuid,
  removed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint removal_pkey PRIMARY KEY (id),
  constraint removal_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint removal_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES "user"(id),
  constraint removal_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id)
);
CREATE UNIQUE INDEX removal_open ON public.removal USING btree (organization_id, user_id) WHERE (ended_at IS NULL);
-- hopyard_server: delete, insert, select, update

create table session (
  id uuid not null default gen_random_uuid(),
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null,
  constraint session_token_key UNIQUE (token),
  constraint session_pkey PRIMARY KEY (id),
  constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"(id) ON DELETE CASCADE
);
CREATE INDEX session_expires ON public.session USING btree ("expiresAt");
CREATE INDEX "session_userId_idx" ON public.session USING btree ("userId");
-- hopyard_server: delete, insert, select, update

create table user (
  id uuid not null default gen_random_uuid(),
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "givenName" text not null,
  "familyName" text not null,
  constraint user_email_key UNIQUE (email),
  constraint user_pkey PRIMARY KEY (id),
  constraint user_address_is_normal CHECK (((email = lower(email)) AND (email = btrim(email)) AND ((char_length(email) >= 3) AND (char_length(email) <= 254))))
);
CREATE UNIQUE INDEX user_one_per_address ON public."user" USING btree (lower(email));
-- hopyard_server: delete, insert, select, update

create table user_preference (
  user_id uuid not null,
  welcome_closed boolean not null default false,
  last_organization_id uuid,
  constraint user_preference_pkey PRIMARY KEY (user_id),
  constraint user_preference_last_organization_id_fkey FOREIGN KEY (last_organization_id) REFERENCES organization(id) ON DELETE SET NULL,
  constraint user_preference_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE
);
-- hopyard_server: delete, insert, select, update

create table verification (
  id uuid not null default gen_random_uuid(),
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier_idx ON public.verification USING btree (identifier);
-- hopyard_server: delete, insert, select, update

CREATE OR REPLACE FUNCTION public.organization_has_owner()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare concerned uuid;
begin
  -- Two statements: one expression would have to know both tables' columns.
  if tg_table_name = 'organization' then concerned := new.id; else concerned := old.organization_id; end if;
  if exists (select from organization where id = concerned)
    and not exists (select from member where organization_id = concerned and role = 'owner') then
    raise exception 'organization % would have no owner', concerned using errcode = '23514', constraint = 'organization_has_owner';
  end if;
  return null;
end $function$;

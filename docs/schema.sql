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

create table api_key (
  id uuid not null,
  organization_id uuid not null,
  kind text not null,
  name text not null,
  user_id uuid not null,
  member_id uuid,
  role text,
  scopes text[] not null,
  secret_hash text not null,
  last_four text not null,
  previous_hash text,
  previous_until timestamp with time zone,
  previous_seen_by uuid,
  created_at timestamp with time zone not null,
  secret_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  reminded_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  revoked_because text,
  constraint api_key_organization_id_id_key UNIQUE (organization_id, id),
  constraint api_key_previous_hash_key UNIQUE (previous_hash),
  constraint api_key_secret_hash_key UNIQUE (secret_hash),
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint api_key_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES member(organization_id, id) ON DELETE SET NULL (member_id),
  constraint api_key_previous_seen_by_fkey FOREIGN KEY (previous_seen_by) REFERENCES "user"(id),
  constraint api_key_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES "user"(id),
  constraint api_key_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id),
  constraint api_key_check CHECK (((kind = 'organization'::text) = (role IS NOT NULL))),
  constraint api_key_check1 CHECK (((kind = 'personal'::text) OR (member_id IS NULL))),
  constraint api_key_check2 CHECK ((((previous_hash IS NULL) = (previous_until IS NULL)) AND ((previous_hash IS NULL) = (previous_seen_by IS NULL)))),
  constraint api_key_check3 CHECK (((revoked_at IS NULL) = (revoked_because IS NULL))),
  constraint api_key_check4 CHECK ((expires_at <= (secret_at + '366 days'::interval))),
  constraint api_key_kind_check CHECK ((kind = ANY (ARRAY['personal'::text, 'organization'::text]))),
  constraint api_key_last_four_check CHECK ((char_length(last_four) = 4)),
  constraint api_key_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60))),
  constraint api_key_revoked_because_check CHECK ((revoked_because = ANY (ARRAY['revoked'::text, 'removed'::text, 'left'::text, 'demoted'::text, 'suspended'::text, 'organization-deleted'::text]))),
  constraint api_key_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'member'::text]))),
  constraint api_key_scopes_check CHECK (((scopes <@ ARRAY['read'::text, 'clusters'::text, 'members'::text, 'cloud-accounts'::text]) AND ('read'::text = ANY (scopes))))
);
CREATE INDEX api_key_expiring ON public.api_key USING btree (expires_at) WHERE ((kind = 'organization'::text) AND (revoked_at IS NULL) AND (reminded_at IS NULL));
CREATE INDEX api_key_of_member ON public.api_key USING btree (organization_id, member_id);
CREATE INDEX api_key_of_user ON public.api_key USING btree (organization_id, user_id);
create policy change on api_key for update using ((organization_id = current_organization()));
create policy read on api_key for select using (true);
create policy remove on api_key for delete using ((organization_id = current_organization()));
create policy write on api_key for insert with check ((organization_id = current_organization()));
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
  key_id uuid,
  key_name text,
  constraint audit_pkey PRIMARY KEY (id),
  constraint audit_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['anonymous'::text, 'user'::text, 'cluster'::text, 'system'::text])))
);
CREATE INDEX audit_of_organization ON public.audit USING btree (organization_id, id);
CREATE TRIGGER audit_waits_for_seal AFTER INSERT ON public.audit FOR EACH ROW EXECUTE FUNCTION audit_waits_for_seal();
create policy read on audit for select using (true);
create policy write on audit for insert with check (((organization_id IS NULL) OR (organization_id = current_organization())));
-- hopyard_server: insert, select

create table audit_origin (
  audit_id uuid not null,
  organization_id uuid,
  address text not null,
  user_agent text not null,
  constraint audit_origin_pkey PRIMARY KEY (audit_id),
  constraint audit_origin_audit_id_fkey FOREIGN KEY (audit_id) REFERENCES audit(id),
  constraint audit_origin_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
);
create policy change on audit_origin for update using (((organization_id IS NULL) OR (organization_id = current_organization())));
create policy read on audit_origin for select using (true);
create policy remove on audit_origin for delete using (((organization_id IS NULL) OR (organization_id = current_organization())));
create policy write on audit_origin for insert with check (((organization_id IS NULL) OR (organization_id = current_organization())));
-- hopyard_server: delete, insert, select, update

create table audit_person (
  id uuid not null default gen_random_uuid(),
  organization_id uuid,
  user_id uuid,
  email text,
  erased_at timestamp with time zone,
  constraint audit_person_pkey PRIMARY KEY (id),
  constraint audit_person_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint audit_person_check CHECK (((erased_at IS NULL) <> ((user_id IS NULL) AND (email IS NULL))))
);
CREATE UNIQUE INDEX audit_person_of_address ON public.audit_person USING btree (COALESCE(organization_id, '00000000-0000-0000-0000-000000000000'::uuid), email);
CREATE UNIQUE INDEX audit_person_of_user ON public.audit_person USING btree (COALESCE(organization_id, '00000000-0000-0000-0000-000000000000'::uuid), user_id);
create policy change on audit_person for update using (((organization_id IS NULL) OR (organization_id = current_organization())));
create policy read on audit_person for select using (true);
create policy remove on audit_person for delete using (((organization_id IS NULL) OR (organization_id = current_organization())));
create policy write on audit_person for insert with check (((organization_id IS NULL) OR (organization_id = current_organization())));
-- hopyard_server: delete, insert, select, update

create table audit_seal (
  audit_id uuid not null,
  organization_id uuid,
  number integer not null,
  previous_hash text not null,
  hash text not null,
  sealed_at timestamp with time zone not null,
  constraint audit_seal_organization_id_number_key UNIQUE NULLS NOT DISTINCT (organization_id, number),
  constraint audit_seal_pkey PRIMARY KEY (audit_id),
  constraint audit_seal_audit_id_fkey FOREIGN KEY (audit_id) REFERENCES audit(id),
  constraint audit_seal_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint audit_seal_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint audit_seal_number_check CHECK ((number > 0)),
  constraint audit_seal_previous_hash_check CHECK ((previous_hash ~ '^[0-9a-f]{64}$'::text))
);
create policy read on audit_seal for select using (true);
create policy write on audit_seal for insert with check (((organization_id IS NULL) OR (organization_id = current_organization())));
-- hopyard_server: insert, select

create table audit_unsealed (
  audit_id uuid not null,
  organization_id uuid,
  constraint audit_unsealed_pkey PRIMARY KEY (audit_id),
  constraint audit_unsealed_audit_id_fkey FOREIGN KEY (audit_id) REFERENCES audit(id),
  constraint audit_unsealed_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
);
CREATE INDEX audit_unsealed_of_organization ON public.audit_unsealed USING btree (organization_id, audit_id);
create policy read on audit_unsealed for select using (true);
create policy remove on audit_unsealed for delete using (((organization_id IS NULL) OR (organization_id = current_organization())));
-- hopyard_server: delete, insert, select, update

create table authenticator (
  user_id uuid not null,
  secret text not null,
  made_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint,
  constraint authenticator_pkey PRIMARY KEY (user_id),
  constraint authenticator_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE
);
-- hopyard_server: delete, insert, select, update

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
create policy change on cloud_account for update using ((organization_id = current_organization()));
create policy read on cloud_account for select using (true);
create policy remove on cloud_account for delete using ((organization_id = current_organization()));
create policy write on cloud_account for insert with check ((organization_id = current_organization()));
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
create policy change on cluster for update using ((organization_id = current_organization()));
create policy read on cluster for select using (true);
create policy remove on cluster for delete using ((organization_id = current_organization()));
create policy write on cluster for insert with check ((organization_id = current_organization()));
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
create policy change on cluster_account for update using ((organization_id = current_organization()));
create policy read on cluster_account for select using (true);
create policy remove on cluster_account for delete using ((organization_id = current_organization()));
create policy write on cluster_account for insert with check ((organization_id = current_organization()));
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
create policy change on cluster_account_pass for update using ((organization_id = current_organization()));
create policy read on cluster_account_pass for select using (true);
create policy remove on cluster_account_pass for delete using ((organization_id = current_organization()));
create policy write on cluster_account_pass for insert with check ((organization_id = current_organization()));
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
create policy change on cluster_connection for update using ((organization_id = current_organization()));
create policy read on cluster_connection for select using (true);
create policy remove on cluster_connection for delete using ((organization_id = current_organization()));
create policy write on cluster_connection for insert with check ((organization_id = current_organization()));
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
create policy change on cluster_password_showing for update using ((organization_id = current_organization()));
create policy read on cluster_password_showing for select using (true);
create policy remove on cluster_password_showing for delete using ((organization_id = current_organization()));
create policy write on cluster_password_showing for insert with check ((organization_id = current_organization()));
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
create policy read on cluster_state_change for select using (true);
create policy write on cluster_state_change for insert with check ((organization_id = current_organization()));
-- hopyard_server: insert, select

create table idempotent_answer (
  key_hash text not null,
  input_hash text not null,
  status integer not null,
  body text,
  created_at timestamp with time zone not null,
  constraint idempotent_answer_pkey PRIMARY KEY (key_hash)
);
CREATE INDEX idempotent_answer_created ON public.idempotent_answer USING btree (created_at);
-- hopyard_server: delete, insert, select, update

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
  link_hash text,
  message text,
  constraint invitation_link_hash_key UNIQUE (link_hash),
  constraint invitation_organization_id_id_key UNIQUE (organization_id, id),
  constraint invitation_token_hash_key UNIQUE (token_hash),
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES "user"(id),
  constraint invitation_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint invitation_check CHECK (((state = 'pending'::text) = (closed_at IS NULL))),
  constraint invitation_email_check CHECK (((email = lower(email)) AND (char_length(email) <= 254))),
  constraint invitation_message_check CHECK (((char_length(message) >= 1) AND (char_length(message) <= 500))),
  constraint invitation_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'member'::text]))),
  constraint invitation_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'accepted'::text, 'rejected'::text, 'withdrawn'::text, 'replaced'::text, 'ended'::text])))
);
CREATE INDEX invitation_by_inviter ON public.invitation USING btree (organization_id, invited_by) WHERE (state = 'pending'::text);
CREATE UNIQUE INDEX invitation_one_open ON public.invitation USING btree (organization_id, email) WHERE (state = 'pending'::text);
CREATE INDEX invitation_open_by_time ON public.invitation USING btree (organization_id, sent_at, id) WHERE (state = 'pending'::text);
CREATE INDEX invitation_open_for ON public.invitation USING btree (email) WHERE (state = 'pending'::text);
create policy change on invitation for update using ((organization_id = current_organization()));
create policy read on invitation for select using (true);
create policy remove on invitation for delete using ((organization_id = current_organization()));
create policy write on invitation for insert with check ((organization_id = current_organization()));
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
  constraint mail_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'delivered'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX mail_of_invitation ON public.mail USING btree (invitation_id, id) WHERE (invitation_id IS NOT NULL);
CREATE INDEX mail_waiting ON public.mail USING btree (next_attempt_at) WHERE (state = 'queued'::text);
create policy change on mail for update using (((organization_id IS NULL) OR (organization_id = current_organization())));
create policy read on mail for select using (true);
create policy remove on mail for delete using (((organization_id IS NULL) OR (organization_id = current_organization())));
create policy write on mail for insert with check (((organization_id IS NULL) OR (organization_id = current_organization())));
-- hopyard_server: delete, insert, select, update

create table member (
  id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  role text not null,
  joined_at timestamp with time zone not null,
  invited_by uuid,
  version integer not null default 1,
  suspended_reasons text[] not null default '{}'::text[],
  suspended_at timestamp with time zone,
  suspended_by uuid,
  suspension_note text,
  name_key text not null default ''::text,
  words tsvector not null default ''::tsvector,
  standing smallint not null default 
CASE role
    WHEN 'owner'::text THEN 0
    WHEN 'administrator'::text THEN
    CASE
        WHEN (suspended_reasons = '{}'::text[]) THEN 1
        ELSE 3
    END
    ELSE
    CASE
        WHEN (suspended_reasons = '{}'::text[]) THEN 2
        ELSE 4
    END
END,
  role_changed_by uuid,
  role_changed_at timestamp with time zone,
  constraint member_organization_id_id_key UNIQUE (organization_id, id),
  constraint member_organization_id_user_id_key UNIQUE (organization_id, user_id),
  constraint member_pkey PRIMARY KEY (id),
  constraint member_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES "user"(id),
  constraint member_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint member_role_changed_by_fkey FOREIGN KEY (role_changed_by) REFERENCES "user"(id),
  constraint member_suspended_by_fkey FOREIGN KEY (suspended_by) REFERENCES "user"(id),
  constraint member_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id),
  constraint member_note_of_suspended CHECK (((suspension_note IS NULL) OR (suspended_reasons <> '{}'::text[]))),
  constraint member_owner_active CHECK (((role <> 'owner'::text) OR (suspended_reasons = '{}'::text[]))),
  constraint member_role_changed CHECK (((role_changed_by IS NULL) OR (role_changed_at IS NOT NULL))),
  constraint member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'administrator'::text, 'member'::text]))),
  constraint member_suspended_at CHECK (((suspended_reasons = '{}'::text[]) = (suspended_at IS NULL))),
  constraint member_suspension_note_check CHECK (((char_length(suspension_note) >= 1) AND (char_length(suspension_note) <= 300)))
);
CREATE INDEX member_by_joining ON public.member USING btree (organization_id, standing, joined_at, id);
CREATE INDEX member_by_name ON public.member USING btree (organization_id, standing, name_key, id);
CREATE INDEX member_by_words ON public.member USING gin (words);
CREATE INDEX member_of_role ON public.member USING btree (organization_id, role);
CREATE INDEX member_of_user ON public.member USING btree (user_id);
CREATE UNIQUE INDEX member_one_owner ON public.member USING btree (organization_id) WHERE (role = 'owner'::text);
CREATE INDEX member_role_changed_by ON public.member USING btree (role_changed_by);
CREATE CONSTRAINT TRIGGER member_holds_ownership_offer AFTER DELETE OR UPDATE OF role, suspended_reasons ON public.member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ownership_offer_holds();
CREATE CONSTRAINT TRIGGER member_leaves_owner AFTER DELETE OR UPDATE OF role ON public.member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organization_has_owner();
CREATE TRIGGER member_takes_name BEFORE INSERT ON public.member FOR EACH ROW EXECUTE FUNCTION member_takes_name();
create policy change on member for update using ((organization_id = current_organization()));
create policy read on member for select using (true);
create policy remove on member for delete using ((organization_id = current_organization()));
create policy write on member for insert with check ((organization_id = current_organization()));
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
  deleted_at timestamp with time zone,
  seats integer,
  permissions_changed_at timestamp with time zone,
  permissions_changed_by uuid,
  deleted_by uuid,
  deletion_told_until uuid,
  constraint organization_slug_key UNIQUE (slug),
  constraint organization_pkey PRIMARY KEY (id),
  constraint organization_created_by_fkey FOREIGN KEY (created_by) REFERENCES "user"(id),
  constraint organization_deleted_by_fkey FOREIGN KEY (deleted_by) REFERENCES "user"(id),
  constraint organization_id_default_cloud_account_id_fkey FOREIGN KEY (id, default_cloud_account_id) REFERENCES cloud_account(organization_id, id),
  constraint organization_permissions_changed_by_fkey FOREIGN KEY (permissions_changed_by) REFERENCES "user"(id),
  constraint organization_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80))),
  constraint organization_seats_check CHECK ((seats >= 0)),
  constraint organization_slug_check CHECK ((slug ~ '^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$'::text))
);
CREATE INDEX organization_created_by ON public.organization USING btree (created_by);
CREATE INDEX organization_deleted_by ON public.organization USING btree (deleted_by);
CREATE INDEX organization_permissions_changed_by ON public.organization USING btree (permissions_changed_by);
CREATE CONSTRAINT TRIGGER organization_has_owner AFTER INSERT ON public.organization DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organization_has_owner();
create policy change on organization for update using ((id = current_organization()));
create policy read on organization for select using (true);
create policy remove on organization for delete using ((id = current_organization()));
create policy write on organization for insert with check ((id = current_organization()));
-- hopyard_server: delete, insert, select, update

create table ownership_offer (
  id uuid not null,
  organization_id uuid not null,
  offered_by uuid not null,
  offered_to uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  state text not null default 'open'::text,
  closed_at timestamp with time zone,
  constraint ownership_offer_organization_id_id_key UNIQUE (organization_id, id),
  constraint ownership_offer_pkey PRIMARY KEY (id),
  constraint ownership_offer_offered_by_fkey FOREIGN KEY (offered_by) REFERENCES "user"(id),
  constraint ownership_offer_offered_to_fkey FOREIGN KEY (offered_to) REFERENCES "user"(id),
  constraint ownership_offer_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint ownership_offer_check CHECK (((state = 'open'::text) = (closed_at IS NULL))),
  constraint ownership_offer_check1 CHECK ((offered_by <> offered_to)),
  constraint ownership_offer_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text, 'ended'::text, 'expired'::text])))
);
CREATE INDEX ownership_offer_by ON public.ownership_offer USING btree (offered_by);
CREATE UNIQUE INDEX ownership_offer_one_open ON public.ownership_offer USING btree (organization_id) WHERE (state = 'open'::text);
CREATE INDEX ownership_offer_to ON public.ownership_offer USING btree (offered_to);
CREATE CONSTRAINT TRIGGER ownership_offer_holds AFTER INSERT OR UPDATE OF state ON public.ownership_offer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'open'::text)) EXECUTE FUNCTION ownership_offer_holds();
create policy change on ownership_offer for update using ((organization_id = current_organization()));
create policy read on ownership_offer for select using (true);
create policy remove on ownership_offer for delete using ((organization_id = current_organization()));
create policy write on ownership_offer for insert with check ((organization_id = current_organization()));
-- hopyard_server: delete, insert, select, update

create table passkey (
  id uuid not null,
  user_id uuid not null,
  name text not null,
  credential_id text not null,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  made_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkey_credential_id_key UNIQUE (credential_id),
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE,
  constraint passkey_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60)))
);
CREATE INDEX passkey_of_user ON public.passkey USING btree (user_id, id);
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

create table recovery_code (
  user_id uuid not null,
  code_hash text not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (user_id, code_hash),
  constraint recovery_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES authenticator(user_id) ON DELETE CASCADE
);
-- hopyard_server: delete, insert, select, update

create table removal (
  id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  removed_by uuid,
  removed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  role text,
  constraint removal_pkey PRIMARY KEY (id),
  constraint removal_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id),
  constraint removal_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES "user"(id),
  constraint removal_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id),
  constraint removal_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'member'::text])))
);
CREATE UNIQUE INDEX removal_open ON public.removal USING btree (organization_id, user_id) WHERE (ended_at IS NULL);
CREATE INDEX removal_open_in_order ON public.removal USING btree (organization_id, id) WHERE (ended_at IS NULL);
create policy change on removal for update using ((organization_id = current_organization()));
create policy read on removal for select using (true);
create policy remove on removal for delete using ((organization_id = current_organization()));
create policy write on removal for insert with check ((organization_id = current_organization()));
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

create table sign_in_step (
  token_hash text not null,
  purpose text not null,
  user_id uuid,
  challenge text,
  expires_at timestamp with time zone not null,
  constraint sign_in_step_pkey PRIMARY KEY (token_hash),
  constraint sign_in_step_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON DELETE CASCADE,
  constraint sign_in_step_check CHECK (((user_id IS NULL) = (purpose = 'passkey-sign-in'::text))),
  constraint sign_in_step_check1 CHECK (((challenge IS NULL) = (purpose = 'second-step'::text))),
  constraint sign_in_step_purpose_check CHECK ((purpose = ANY (ARRAY['second-step'::text, 'passkey-sign-in'::text, 'passkey-new'::text])))
);
CREATE INDEX sign_in_step_expires ON public.sign_in_step USING btree (expires_at);
CREATE INDEX sign_in_step_of_user ON public.sign_in_step USING btree (user_id);
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
CREATE TRIGGER members_follow_name AFTER UPDATE OF name, email ON public."user" FOR EACH ROW WHEN (((old.name IS DISTINCT FROM new.name) OR (old.email IS DISTINCT FROM new.email))) EXECUTE FUNCTION members_follow_name();
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

CREATE OR REPLACE FUNCTION public.append_audit(entry text, people text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  named constant jsonb := people::jsonb;
  filled jsonb := entry::jsonb;
  organization constant uuid := (filled ->> 'organizationId')::uuid;
begin
  for place in 0 .. jsonb_array_length(named) - 1 loop
    entry := replace(entry, format('"%s/%s"', filled ->> 'id', place),
      format('"%s"', audit_pseudonym(organization, (named -> place ->> 'userId')::uuid, named -> place ->> 'email')));
  end loop;
  filled := entry::jsonb;
  insert into audit (id, at, organization_id, actor_kind, actor_id, key_id, key_name, operation, subject, before, after)
  values ((filled ->> 'id')::uuid, (filled ->> 'at')::timestamptz, organization, filled ->> 'actorKind', filled ->> 'actorId', (filled ->> 'keyId')::uuid, filled ->> 'keyName',
    filled ->> 'operation', filled ->> 'subject', nullif(filled -> 'before', 'null'), nullif(filled -> 'after', 'null'));
  if filled ->> 'address' <> '' then
    insert into audit_origin (audit_id, organization_id, address, user_agent) values ((filled ->> 'id')::uuid, organization, filled ->> 'address', coalesce(filled ->> 'userAgent', ''));
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.audit_pseudonym(organization uuid, by_user uuid, by_email text)
 RETURNS uuid
 LANGUAGE plpgsql
AS $function$
declare
  within constant uuid := coalesce(organization, '00000000-0000-0000-0000-000000000000');
  found_id uuid;
begin
  if by_user is not null then
    select id into found_id from audit_person where coalesce(organization_id, '00000000-0000-0000-0000-000000000000') = within and user_id = by_user;
    if found_id is not null then return found_id; end if;
    select email into by_email from "user" where id = by_user;
  end if;
  for attempt in 1 .. 2 loop
    select id into found_id from audit_person
      where coalesce(organization_id, '00000000-0000-0000-0000-000000000000') = within and (email = by_email or user_id = by_user);
    exit when found_id is not null;
    insert into audit_person (organization_id, user_id, email) values (organization, by_user, by_email) on conflict do nothing returning id into found_id;
    if found_id is not null then return found_id; end if;
  end loop;
  if by_user is not null then update audit_person set user_id = by_user where id = found_id and user_id is null; end if;
  return found_id;
end $function$;

CREATE OR REPLACE FUNCTION public.audit_waits_for_seal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into audit_unsealed (audit_id, organization_id) values (new.id, new.organization_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.current_organization()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('hopyard.organization', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION public.folded(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$ select lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036F]', '', 'g')) $function$;

CREATE OR REPLACE FUNCTION public.member_search(organization uuid, sought text)
 RETURNS tsquery
 LANGUAGE sql
 STABLE
AS $function$
  select string_agg('''' || replace(replace(replace(organization::text, '-', '') || left(word, 200), '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
  from unnest(regexp_split_to_array(folded(sought), '\s+')) as word where word <> ''
$function$;

CREATE OR REPLACE FUNCTION public.member_takes_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  select left(folded(u.name), 200), member_words(new.organization_id, u.name, u.email) into new.name_key, new.words
  from "user" u where u.id = new.user_id;
  new.name_key := coalesce(new.name_key, '');  -- a person who is not there is refused by the foreign key, not here
  new.words := coalesce(new.words, '');
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.member_words(organization uuid, name text, address text)
 RETURNS tsvector
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(array_to_tsvector(array_agg(distinct replace(organization::text, '-', '') || left(word, 200))), '')
  from (
    select unnest(regexp_split_to_array(folded(name || ' ' || address), '\s+'))
    union select unnest(regexp_split_to_array(folded(name || ' ' || address), '[^[:alnum:]]+'))
    union select split_part(folded(address), '@', 2)
  ) as found (word) where word <> ''
$function$;

CREATE OR REPLACE FUNCTION public.members_follow_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update member set name_key = left(folded(new.name), 200), words = member_words(organization_id, new.name, new.email) where user_id = new.id;
  return null;
end $function$;

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

CREATE OR REPLACE FUNCTION public.ownership_offer_holds()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare concerned uuid;
begin
  -- Two statements: one expression would have to know both tables' columns.
  if tg_op = 'DELETE' then concerned := old.organization_id; else concerned := new.organization_id; end if;
  if exists (
    select from ownership_offer f where f.organization_id = concerned and f.state = 'open' and not (
      exists (select from member m where m.organization_id = concerned and m.user_id = f.offered_by and m.role = 'owner')
      and exists (select from member m where m.organization_id = concerned and m.user_id = f.offered_to and m.role <> 'owner' and m.suspended_reasons = '{}')
    )
  ) then
    raise exception 'an ownership offer of organization % would outlive what it stands on', concerned using errcode = '23514', constraint = 'ownership_offer_holds';
  end if;
  return null;
end $function$;

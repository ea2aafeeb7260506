-- A request writes the wish, the workflow what was seen; neither writes the other's columns.
create table cluster (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  cloud_account_id uuid not null,
  name text not null check (char_length(name) between 1 and 40),
  version text not null,
  user_management text not null check (user_management in ('managed', 'unmanaged')),
  created_by uuid not null references "user" (id),
  created_at timestamptz not null,

  wanted text not null check (wanted in ('running', 'stopped', 'terminated')),
  wanted_at timestamptz not null,
  services_wanted jsonb not null,  -- M16

  seen text not null default 'absent' check (seen in ('absent', 'prepared', 'starting', 'running', 'failed')),
  seen_public boolean not null default false,
  seen_services jsonb not null default '{}',
  seen_at timestamptz,
  process_started_at timestamptz,
  accounts_clean_for timestamptz,  -- M11, D07: the process start for which a clean pass is done; nothing opens before
  stage text not null default 'place',
  fault jsonb,
  problem text,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  start_tries integer not null default 0,
  start_requested_at timestamptz,
  started_at timestamptz,
  last_heartbeat_at timestamptz,
  terminated_at timestamptz,

  unique (organization_id, id),
  foreign key (organization_id, cloud_account_id) references cloud_account (organization_id, id)
);
create unique index cluster_name on cluster (organization_id, lower(name)) where terminated_at is null;
create index cluster_live on cluster (organization_id, created_at desc, id desc) where terminated_at is null;
create index cluster_of_cloud_account on cluster (cloud_account_id);
create index cluster_created_by on cluster (created_by);

-- How we speak with a cluster. Every sealed_ column is encrypted with a key outside the database.
create table cluster_connection (
  cluster_id uuid primary key,
  organization_id uuid not null,
  place_number integer not null generated always as identity unique,  -- never given twice: a browser's cookies for an address stay its cluster's
  place jsonb,
  sealed_control_key text not null,
  sealed_heartbeat_key text not null,
  heartbeat_key_hash text unique,  -- null once revoked
  administrator_email text not null,
  sealed_administrator_password text,  -- managed: forgotten when single sign-on is registered; unmanaged: kept (D08)
  sealed_administrator_key text,
  client_id text not null unique,
  sealed_client_secret text not null,
  sign_on_registered_at timestamptz,
  session_lifetime_ms integer not null,
  password_changed_at timestamptz,
  password_reset_wanted_at timestamptz,
  foreign key (organization_id, cluster_id) references cluster (organization_id, id)
);

-- D08: who was shown the administrator password of an unmanaged cluster, so that it can be reset when he goes.
create table cluster_password_showing (
  id uuid primary key,
  organization_id uuid not null,
  cluster_id uuid not null,
  user_id uuid not null references "user" (id),
  shown_at timestamptz not null,
  foreign key (organization_id, cluster_id) references cluster (organization_id, id)
);
create index cluster_password_showing_to on cluster_password_showing (organization_id, user_id);
create index cluster_password_showing_of on cluster_password_showing (cluster_id, shown_at);

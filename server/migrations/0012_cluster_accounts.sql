-- D07: what is wanted and what the cluster itself answered are two facts.
create table cluster_account (
  id uuid primary key,
  organization_id uuid not null,
  cluster_id uuid not null,
  user_id uuid not null references "user" (id),
  email text not null,      -- the address under which that cluster knows him, never the present one
  account_number integer,   -- the cluster's own number of the account
  username text,
  wanted text not null check (wanted in ('absent', 'user', 'administrator', 'blocked')),
  wanted_at timestamptz not null,
  seen text not null default 'unknown' check (seen in ('absent', 'user', 'administrator', 'blocked', 'unknown')),
  seen_at timestamptz,
  narrowed_seen_at timestamptz,   -- when a block or a demotion was first seen
  session_ends_by timestamptz,    -- D07: until then a session that was open keeps what it had
  problem text,
  unique (cluster_id, user_id),  -- M11: one account per person and cluster
  unique (cluster_id, account_number),
  unique (organization_id, id),
  foreign key (organization_id, cluster_id) references cluster (organization_id, id)
);
create index cluster_account_of_user on cluster_account (user_id);
create index cluster_account_of_cluster on cluster_account (organization_id, cluster_id);

-- The last pass over a cluster's accounts.
create table cluster_account_pass (
  cluster_id uuid primary key,
  organization_id uuid not null,
  checked_at timestamptz,
  problem text,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  held_blocks jsonb,           -- D09: the people a pass did not block without being told to
  confirmed_blocks jsonb,      -- D09: the people an administrator then named
  others jsonb not null default '[]',  -- D09: accounts that are not ours, as listed, left alone
  other_count integer not null default 0,
  foreign key (organization_id, cluster_id) references cluster (organization_id, id)
);

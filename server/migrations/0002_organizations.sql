-- M01: people share what an organization has. Permissions of D04: create and terminate on, invite and ports off.
create table organization (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$'),
  name text not null check (char_length(name) between 1 and 80),
  time_zone text not null default 'UTC',
  members_can_invite boolean not null default false,               -- M14
  members_can_create_and_terminate boolean not null default true,  -- M15
  members_can_open_ports boolean not null default false,           -- M16
  default_cloud_account_id uuid,                                    -- M04
  created_by uuid not null references "user" (id),
  created_at timestamptz not null,
  version integer not null default 1
);
create index organization_created_by on organization (created_by);

-- What a person's dashboard remembers; never who he is or what he may do.
create table user_preference (
  user_id uuid primary key references "user" (id) on delete cascade,
  welcome_closed boolean not null default false,  -- M08
  last_organization_id uuid references organization (id) on delete set null  -- D01: only where to land next
);

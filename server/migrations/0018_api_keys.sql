-- A key of one organization, for programs. Its secret is shown once and stored as its SHA-256.
create table api_key (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  kind text not null check (kind in ('personal', 'organization')),
  name text not null check (char_length(name) between 1 and 60),
  user_id uuid not null references "user" (id),  -- whose it is; of an organization's key who made it, or replaced it last
  member_id uuid,  -- D11: a personal key lives with this membership, never with a later one of the same person
  role text check (role in ('administrator', 'member')),
  scopes text[] not null check (scopes <@ array['read', 'clusters', 'members', 'cloud-accounts'] and 'read' = any (scopes)),
  secret_hash text not null unique,
  last_four text not null check (char_length(last_four) = 4),
  previous_hash text unique,  -- after a replacement, for as long as was asked
  previous_until timestamptz,
  previous_seen_by uuid references "user" (id),
  created_at timestamptz not null,
  secret_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  reminded_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid references "user" (id),
  revoked_because text check (revoked_because in ('revoked', 'removed', 'left', 'demoted', 'suspended', 'organization-deleted')),
  foreign key (organization_id, member_id) references member (organization_id, id) on delete set null (member_id),
  check ((kind = 'organization') = (role is not null)),
  check (kind = 'personal' or member_id is null),
  check ((previous_hash is null) = (previous_until is null) and (previous_hash is null) = (previous_seen_by is null)),
  check ((revoked_at is null) = (revoked_because is null)),
  check (expires_at <= secret_at + interval '366 days'),
  unique (organization_id, id)
);
create index api_key_of_user on api_key (organization_id, user_id);
create index api_key_of_member on api_key (organization_id, member_id);
create index api_key_expiring on api_key (expires_at) where kind = 'organization' and revoked_at is null and reminded_at is null;

alter table api_key enable row level security;
create policy read on api_key for select using (true);
create policy write on api_key for insert with check (organization_id = current_organization());
create policy change on api_key for update using (organization_id = current_organization());
create policy remove on api_key for delete using (organization_id = current_organization());

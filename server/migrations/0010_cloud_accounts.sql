-- M04: connected once by the owner or an administrator, used by every member.
create table cloud_account (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  kind text not null check (kind in ('local')),
  name text not null check (char_length(name) between 1 and 60),
  created_by uuid not null references "user" (id),
  created_at timestamptz not null,
  deleted_at timestamptz,  -- kept: terminated clusters and their usage still name it
  unique (organization_id, id)
);
create unique index cloud_account_name on cloud_account (organization_id, lower(name)) where deleted_at is null;
create index cloud_account_created_by on cloud_account (created_by);

-- An organization's default is one of its own accounts.
alter table organization add foreign key (id, default_cloud_account_id) references cloud_account (organization_id, id);

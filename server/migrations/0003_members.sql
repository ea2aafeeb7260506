create table member (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  user_id uuid not null references "user" (id),
  role text not null check (role in ('owner', 'administrator', 'member')),
  joined_at timestamptz not null,
  invited_by uuid references "user" (id),
  version integer not null default 1,
  unique (organization_id, user_id),  -- one row per person and organization
  unique (organization_id, id)
);
create unique index member_one_owner on member (organization_id) where role = 'owner';  -- D02
create index member_of_user on member (user_id);

-- D02, the other half: an organization without an owner cannot be committed.
create function organization_has_owner() returns trigger language plpgsql as $$
declare concerned uuid;
begin
  -- Two statements: one expression would have to know both tables' columns.
  if tg_table_name = 'organization' then concerned := new.id; else concerned := old.organization_id; end if;
  if exists (select from organization where id = concerned)
    and not exists (select from member where organization_id = concerned and role = 'owner') then
    raise exception 'organization % would have no owner', concerned using errcode = '23514', constraint = 'organization_has_owner';
  end if;
  return null;
end $$;
create constraint trigger organization_has_owner after insert on organization
  deferrable initially deferred for each row execute function organization_has_owner();
create constraint trigger member_leaves_owner after update of role or delete on member
  deferrable initially deferred for each row execute function organization_has_owner();

-- D09: "blocked" is wanted only because of a removal recorded here, never because a member row is absent.
create table removal (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  user_id uuid not null references "user" (id),
  removed_by uuid references "user" (id),
  removed_at timestamptz not null,
  ended_at timestamptz  -- D06: set when the person returns
);
create unique index removal_open on removal (organization_id, user_id) where ended_at is null;

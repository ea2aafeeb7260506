-- D02: the owner offers the ownership to one member, and nothing changes until that member accepts.
create table ownership_offer (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  offered_by uuid not null references "user" (id),
  offered_to uuid not null references "user" (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn', 'ended', 'expired')),
  closed_at timestamptz,
  check ((state = 'open') = (closed_at is null)),
  check (offered_by <> offered_to),
  unique (organization_id, id)
);
create unique index ownership_offer_one_open on ownership_offer (organization_id) where state = 'open';  -- D02: one at a time
create index ownership_offer_by on ownership_offer (offered_by);
create index ownership_offer_to on ownership_offer (offered_to);

-- D02, the second wall: an open offer of somebody who is not the owner, or to somebody without authority, cannot be committed.
create function ownership_offer_holds() returns trigger language plpgsql as $$
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
end $$;
create constraint trigger ownership_offer_holds after insert or update of state on ownership_offer
  deferrable initially deferred for each row when (new.state = 'open') execute function ownership_offer_holds();
create constraint trigger member_holds_ownership_offer after update of role, suspended_reasons or delete on member
  deferrable initially deferred for each row execute function ownership_offer_holds();

alter table ownership_offer enable row level security;
create policy read on ownership_offer for select using (true);
create policy write on ownership_offer for insert with check (organization_id = current_organization());
create policy change on ownership_offer for update using (organization_id = current_organization());
create policy remove on ownership_offer for delete using (organization_id = current_organization());

-- M13: the panel says who changed the three permissions last, and when.
alter table organization add column permissions_changed_at timestamptz;
alter table organization add column permissions_changed_by uuid references "user" (id);
create index organization_permissions_changed_by on organization (permissions_changed_by);

-- D02: who was told that the organization is deleted, in the order of memberships, so that nobody is told twice.
alter table organization add column deleted_by uuid references "user" (id);
alter table organization add column deletion_told_until uuid;
create index organization_deleted_by on organization (deleted_by);

-- How many there are of each role, from the index alone.
create index member_of_role on member (organization_id, role);

-- The log can be proven and a person can still be erased: rows hold pseudonyms, and are sealed into one hash chain per organization.
alter table audit add column key_id uuid;   -- the API key that a request came with, instead of a session
alter table audit add column key_name text;

-- Outside the chain: who a pseudonym is. Emptied when the person is erased; the rows that name it stay as they were sealed.
create table audit_person (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid references organization (id),  -- null: what belongs to a person alone
  user_id uuid,
  email text,
  erased_at timestamptz,
  check ((erased_at is null) <> (user_id is null and email is null))
);
create unique index audit_person_of_address on audit_person (coalesce(organization_id, '00000000-0000-0000-0000-000000000000'), email);
create unique index audit_person_of_user on audit_person (coalesce(organization_id, '00000000-0000-0000-0000-000000000000'), user_id);

-- Outside the chain too: where from.
create table audit_origin (
  audit_id uuid primary key references audit (id),
  organization_id uuid references organization (id),
  address text not null,
  user_agent text not null
);

-- What waits for its seal. A transaction that began early and commits late is here as soon as it can be seen.
create table audit_unsealed (
  audit_id uuid primary key references audit (id),
  organization_id uuid references organization (id)
);
create index audit_unsealed_of_organization on audit_unsealed (organization_id, audit_id);

create table audit_seal (
  audit_id uuid primary key references audit (id),
  organization_id uuid references organization (id),
  number integer not null check (number > 0),
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  sealed_at timestamptz not null,
  unique nulls not distinct (organization_id, number)
);

-- One pseudonym for each person and organization. Another transaction may make the same one at once: then its is found by the second look.
create function audit_pseudonym(organization uuid, by_user uuid, by_email text) returns uuid language plpgsql as $$
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
end $$;

-- One statement for one event. `people` are named in `entry` by the texts `<id>/0`, `<id>/1`, …, which nobody can know before.
create function append_audit(entry text, people text) returns void language plpgsql as $$
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
end $$;

-- Rows from before: people become pseudonyms, names go, and all of them wait for their seal.
create function pg_temp.without_people(organization uuid, fields jsonb) returns jsonb language sql as $$
  select case when jsonb_typeof(fields) = 'object' then (
    select jsonb_object_agg(key, case
      when key = 'email' then to_jsonb(audit_pseudonym(organization, null, value #>> '{}'))
      when key in ('userId', 'shownTo') then to_jsonb(audit_pseudonym(organization, (value #>> '{}')::uuid, null))
      else value end)
    from jsonb_each(fields) where key not in ('givenName', 'familyName', 'people')) end $$;
update audit set
  actor_id = case when actor_kind = 'user' then audit_pseudonym(organization_id, actor_id::uuid, null)::text else actor_id end,
  subject = case when operation like 'users.%' then audit_pseudonym(organization_id, subject::uuid, null)::text else subject end,
  before = pg_temp.without_people(organization_id, before),
  after = pg_temp.without_people(organization_id, after);
insert into audit_unsealed (audit_id, organization_id) select id, organization_id from audit;

-- As the owner: no row comes in past this list, and the server itself only takes from it.
create function audit_waits_for_seal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit_unsealed (audit_id, organization_id) values (new.id, new.organization_id);
  return null;
end $$;
create trigger audit_waits_for_seal after insert on audit for each row execute function audit_waits_for_seal();

alter table audit_person enable row level security;
create policy read on audit_person for select using (true);
create policy write on audit_person for insert with check (organization_id is null or organization_id = current_organization());
create policy change on audit_person for update using (organization_id is null or organization_id = current_organization());
create policy remove on audit_person for delete using (organization_id is null or organization_id = current_organization());
alter table audit_origin enable row level security;
create policy read on audit_origin for select using (true);
create policy write on audit_origin for insert with check (organization_id is null or organization_id = current_organization());
create policy change on audit_origin for update using (organization_id is null or organization_id = current_organization());
create policy remove on audit_origin for delete using (organization_id is null or organization_id = current_organization());
alter table audit_unsealed enable row level security;
create policy read on audit_unsealed for select using (true);
create policy remove on audit_unsealed for delete using (organization_id is null or organization_id = current_organization());
alter table audit_seal enable row level security;
create policy read on audit_seal for select using (true);
create policy write on audit_seal for insert with check (organization_id is null or organization_id = current_organization());
revoke update, delete, truncate on audit_seal from hopyard_server;

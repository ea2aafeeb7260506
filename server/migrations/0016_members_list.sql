alter table member add column suspension_note text check (char_length(suspension_note) between 1 and 300);  -- D11: the suspended person reads it
alter table member add constraint member_note_of_suspended check (suspension_note is null or suspended_reasons <> '{}');
alter table removal add column role text check (role in ('administrator', 'member'));  -- what the person was; null where nobody noted it
create index removal_open_in_order on removal (organization_id, id) where ended_at is null;

-- One form for sorting and searching: small letters without marks, the same on every server.
create function folded(words text) returns text language sql immutable as
  $$ select lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036F]', '', 'g')) $$;

-- Every word of a name and of an address, whole and in parts. The organization leads each, so that the index is its own.
create function member_words(organization uuid, name text, address text) returns tsvector language sql stable as $$
  select coalesce(array_to_tsvector(array_agg(distinct replace(organization::text, '-', '') || left(word, 200))), '')
  from (
    select unnest(regexp_split_to_array(folded(name || ' ' || address), '\s+'))
    union select unnest(regexp_split_to_array(folded(name || ' ' || address), '[^[:alnum:]]+'))
    union select split_part(folded(address), '@', 2)
  ) as found (word) where word <> ''
$$;

-- Each word that is sought begins a word of the member. Null when nothing is sought, which finds nobody.
create function member_search(organization uuid, sought text) returns tsquery language sql stable as $$
  select string_agg('''' || replace(replace(replace(organization::text, '-', '') || left(word, 200), '\', '\\'), '''', '''''') || ''':*', ' & ')::tsquery
  from unnest(regexp_split_to_array(folded(sought), '\s+')) as word where word <> ''
$$;

-- A list of 100,000 is read in its order and searched without looking at each: what that needs stands in the row itself.
alter table member add column name_key text collate "C" not null default '';
alter table member add column words tsvector not null default '';
alter table member add column standing smallint not null generated always as (  -- what the list is filtered by
  case role when 'owner' then 0 when 'administrator' then case when suspended_reasons = '{}' then 1 else 3 end
    else case when suspended_reasons = '{}' then 2 else 4 end end) stored;

create function member_takes_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  select left(folded(u.name), 200), member_words(new.organization_id, u.name, u.email) into new.name_key, new.words
  from "user" u where u.id = new.user_id;
  new.name_key := coalesce(new.name_key, '');  -- a person who is not there is refused by the foreign key, not here
  new.words := coalesce(new.words, '');
  return new;
end $$;
create trigger member_takes_name before insert on member for each row execute function member_takes_name();

-- A person is in several organizations, and is renamed outside all of them.
create function members_follow_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update member set name_key = left(folded(new.name), 200), words = member_words(organization_id, new.name, new.email) where user_id = new.id;
  return null;
end $$;
create trigger members_follow_name after update of "name", "email" on "user" for each row
  when (old."name" is distinct from new."name" or old."email" is distinct from new."email") execute function members_follow_name();

update member m set name_key = left(folded(u.name), 200), words = member_words(m.organization_id, u.name, u.email) from "user" u where u.id = m.user_id;

create index member_by_name on member (organization_id, standing, name_key, id);
create index member_by_joining on member (organization_id, standing, joined_at, id);
create index member_by_words on member using gin (words);

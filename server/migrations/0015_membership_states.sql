-- The organization that this transaction may write in: set by the server at its beginning, empty outside.
create function current_organization() returns uuid language sql stable as
  $$ select nullif(current_setting('hopyard.organization', true), '')::uuid $$;

alter table organization add column deleted_at timestamptz;  -- D02: nobody is a member of it any more; its audit log stays
alter table organization add column seats integer check (seats >= 0);  -- set by the operator; null: the instance's default

-- D11: a set, so that lifting one reason gives nothing back while another stands. The row and its seat stay.
alter table member add column suspended_reasons text[] not null default '{}';
alter table member add column suspended_at timestamptz;
alter table member add column suspended_by uuid references "user" (id);
alter table member add constraint member_owner_active check (role <> 'owner' or suspended_reasons = '{}');  -- D11: nobody suspends the owner
alter table member add constraint member_suspended_at check ((suspended_reasons = '{}') = (suspended_at is null));

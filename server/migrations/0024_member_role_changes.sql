-- Who gave a member the present role, and when: told to whoever is refused for being slower (412). Null where the role is the one that came with the membership.
alter table member add column role_changed_by uuid references "user" (id);  -- null with an instant: the operator (D10)
alter table member add column role_changed_at timestamptz;
alter table member add constraint member_role_changed check (role_changed_by is null or role_changed_at is not null);
create index member_role_changed_by on member (role_changed_by);

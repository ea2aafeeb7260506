create table invitation (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  email text not null check (email = lower(email) and char_length(email) <= 254),  -- D03
  role text not null check (role in ('administrator', 'member')),
  token_hash text not null unique,  -- D03: the mailed secret itself is stored nowhere
  invited_by uuid not null references "user" (id),
  created_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null default 'pending' check (state in ('pending', 'accepted', 'rejected', 'withdrawn', 'replaced', 'ended')),
  closed_at timestamptz,
  check ((state = 'pending') = (closed_at is null)),
  unique (organization_id, id)
);
create unique index invitation_one_open on invitation (organization_id, email) where state = 'pending';
create index invitation_open_for on invitation (email) where state = 'pending';
create index invitation_by_inviter on invitation (organization_id, invited_by) where state = 'pending';

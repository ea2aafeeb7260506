-- Rows of a person, not of an organization: whose they are is in the key of every statement.

-- An app that makes codes (RFC 6238). Without confirmed_at it only waits for its first code and asks for nothing.
create table authenticator (
  user_id uuid primary key references "user" (id) on delete cascade,
  secret text not null,  -- sealed
  made_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint  -- of the newest code that was accepted: it and older ones are not accepted again
);

-- Instead of a code when the app is lost. Only hashes are stored; each is good once.
create table recovery_code (
  user_id uuid not null references authenticator (user_id) on delete cascade,
  code_hash text not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

-- A key pair that a device made; here is its public half.
create table passkey (
  id uuid primary key,
  user_id uuid not null references "user" (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  credential_id text not null unique,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  made_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_of_user on passkey (user_id, id);

-- What a browser is in the middle of: it opens nothing, and is good once and for minutes.
create table sign_in_step (
  token_hash text primary key,
  purpose text not null check (purpose in ('second-step', 'passkey-sign-in', 'passkey-new')),
  user_id uuid references "user" (id) on delete cascade,
  challenge text,
  expires_at timestamptz not null,
  check ((user_id is null) = (purpose = 'passkey-sign-in')),
  check ((challenge is null) = (purpose = 'second-step'))
);
create index sign_in_step_of_user on sign_in_step (user_id);
create index sign_in_step_expires on sign_in_step (expires_at);

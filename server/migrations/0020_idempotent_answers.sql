-- Answers kept for a day, so that a request that is sent again with its Idempotency-Key is not carried out again. Who asked, the key and
-- what was asked are there as keyed hashes only; what an answer showed once is not in it.
create table idempotent_answer (
  key_hash text primary key,
  input_hash text not null,
  status integer not null,
  body text,  -- as it was sent; null for an answer without one
  created_at timestamptz not null
);
create index idempotent_answer_created on idempotent_answer (created_at);

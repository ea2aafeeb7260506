/** Where a sealed value stands in the database; elsewhere it cannot be opened. */
export type SealedPlace = {
  table: string;
  row: string;
  /** Null for what belongs to the instance. */
  organizationId: string | null;
};

/** Encrypts with a key that lies outside the database. `open` throws for another key, another place or a changed text. */
export type Vault = {
  seal(plain: string, place: SealedPlace): string;
  open(sealed: string, place: SealedPlace): string;
};

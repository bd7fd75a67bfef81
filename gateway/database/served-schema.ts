/*
 * Sales and figures entered by hand are facts: rows are never changed, a correction is a new row.
 */
export const servedTruth = `
  create table sales (
    id integer primary key,
    site text not null,
    source text not null,
    name text not null,
    touchpoint text not null,
    kind text not null,
    -- The sale that this one takes back.
    of text,
    at integer not null,
    received_at integer not null,
    crc integer not null,
    unique (site, source, name)
  ) strict;
  create index sales_taken_back on sales (site, source, of) where of is not null;

  create table manual_figures (
    id integer primary key,
    site text not null,
    touchpoint text not null,
    from_at integer not null,
    to_at integer not null,
    -- Null takes the figure back.
    customers integer,
    entered_by text not null,
    entered_at integer not null,
    crc integer not null
  ) strict;
  create index manual_figures_of on manual_figures (site, touchpoint, from_at);
`

/*
 * What follows from them, in the same transaction: what each till sold in a quarter-hour, and what
 * is known of the customers of each, null where till or hand say nothing.
 */
export const servedDerived = `
  create table till_tallies (
    point text not null,
    quarter integer not null,
    sold integer not null,
    -- Of these, sales that a refund or void named.
    taken_back integer not null,
    -- Refunds and voids told in this quarter-hour that name no sale.
    returned integer not null,
    primary key (point, quarter)
  ) strict, without rowid;

  create table served_quarters (
    point text not null,
    quarter integer not null,
    till integer,
    manual integer,
    primary key (point, quarter)
  ) strict, without rowid;
`

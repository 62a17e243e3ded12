/** Writes the rows of a page and its one-time links, each once, from two JSON parameters. */
export const insertRows = (deliveries: string, links: string): string => `
delivery_row as (
  insert into delivery (id, subject, page, no, ladder, reason, rung, person_id, channel, address,
    destination, after_s, due_at)
  select id, subject, page, no, ladder, reason, rung, person_id, channel, address, destination,
    after_s, due_at
  from jsonb_populate_recordset(null::delivery, ${deliveries}::jsonb)
  on conflict (id) do nothing
),
link as (
  insert into action_link (id, subject, person_id, action, expires_at)
  select id, subject, person_id, action, expires_at
  from jsonb_populate_recordset(null::action_link, ${links}::jsonb)
  on conflict (id) do nothing
)`;

-- A department sees the incident that a chain with a leg of its is about; the quarterly review
-- reads legs by the time they were opened.
CREATE INDEX process_fact_leg_about ON process_fact ((data ->> 'about')) WHERE kind = 'leg';
CREATE INDEX process_fact_leg_opened ON process_fact (((data ->> 'openedAt')::numeric)) WHERE kind = 'leg';

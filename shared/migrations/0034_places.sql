-- For the maps of lists (`docs/lists.md`) and the search for staff (STF-01): where things are, and the effective country of
-- people who can be found by place; its expression is that of `person_country`.
CREATE INDEX event_by_place ON event (latitude, longitude) WHERE latitude IS NOT NULL AND longitude IS NOT NULL;
CREATE INDEX person_by_airport_place ON person (airport_lat, airport_lon) WHERE airport_iata <> '';
CREATE INDEX person_by_country ON person ((coalesce(nullif(country, ''), airport_country))) WHERE airport_iata <> '';

-- All answers of a person, those of former days too: the person's form shows them, and merging and deleting people follow the reference.
CREATE INDEX consent_person ON consent (person_id);

-- What actions must know of their emails (emails.md 3, EML-CTL-12), and files that are made right before sending (emails.md 3.8).
ALTER TABLE scheduled_email
    -- The day that its action wanted it sent on; NULL for "at once". Another day than this means that what it depends on has moved.
    ADD COLUMN planned_for date;
ALTER TABLE attachment
    -- Its file is not in the bucket yet: it is made when the email is sent.
    ADD COLUMN is_pending boolean NOT NULL DEFAULT false;

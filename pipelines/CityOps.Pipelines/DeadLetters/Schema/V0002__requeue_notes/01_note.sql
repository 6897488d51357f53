-- Why a letter was sent again, in the words of whoever sent it.
ALTER TABLE dead_letter_requeues
    ADD COLUMN IF NOT EXISTS note String DEFAULT '' AFTER requeued_by

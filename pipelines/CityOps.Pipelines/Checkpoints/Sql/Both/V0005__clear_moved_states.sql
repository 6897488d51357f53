-- Its owner may run still: the epoch fences him, for what he wrote here next would be lost.
UPDATE checkpoints
SET state = NULL, owner_epoch = owner_epoch + 1
WHERE state IS NOT NULL

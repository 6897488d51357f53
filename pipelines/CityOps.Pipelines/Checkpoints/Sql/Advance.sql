-- What lies beyond, of a range that an earlier owner recorded, stays recorded: batches need not end where that owner's did.
UPDATE checkpoints
SET next_offset = @next_offset,
    pending_to = CASE WHEN pending_to > @next_offset THEN pending_to END,
    pending_plan = CASE WHEN pending_to > @next_offset THEN pending_plan END
WHERE consumer_group = @group AND topic = @topic AND topic_partition = @partition AND owner_epoch = @epoch

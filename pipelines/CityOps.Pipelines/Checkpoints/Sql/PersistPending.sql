-- A range that is recorded already and reaches further stays: whoever recorded it may have put in any part of it.
UPDATE checkpoints
SET pending_to = CASE WHEN pending_to > @pending_to THEN pending_to ELSE @pending_to END,
    pending_plan = CASE WHEN pending_to > @pending_to THEN pending_plan ELSE @pending_plan END
WHERE consumer_group = @group AND topic = @topic AND topic_partition = @partition AND owner_epoch = @epoch

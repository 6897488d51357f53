DELETE FROM checkpoints
WHERE consumer_group = @group AND topic = @topic AND topic_partition = @partition

DELETE FROM checkpoint_states
WHERE consumer_group = @group AND topic = @topic AND topic_partition = @partition

-- Only a program from before states had a table writes here: what it left is the newer one, also where it ran again after this step.
INSERT INTO checkpoint_states (consumer_group, topic, topic_partition, state)
SELECT consumer_group, topic, topic_partition, state
FROM checkpoints
WHERE state IS NOT NULL
ON CONFLICT (consumer_group, topic, topic_partition) DO UPDATE
SET state = excluded.state

-- The days of these marks are filled.
ALTER TABLE changed_days DELETE WHERE mark IN {marks:Array(UInt64)} SETTINGS mutations_sync = 1

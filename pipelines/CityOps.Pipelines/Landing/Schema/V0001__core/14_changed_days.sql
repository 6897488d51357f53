-- Which local days of which dwellings have hours that dwelling_days does not reflect yet. One mark is one insert; it is deleted once its days are filled.
CREATE TABLE IF NOT EXISTS changed_days
(
    mark         UInt64,
    dwelling_key UInt64,
    day          Date
)
ENGINE = MergeTree
ORDER BY (mark, dwelling_key, day)

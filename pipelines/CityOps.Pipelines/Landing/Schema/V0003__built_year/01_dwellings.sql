-- The age of the building: for figures of whom a model wrongs, never a feature.
ALTER TABLE dwellings
    ADD COLUMN IF NOT EXISTS built_year Nullable(UInt16) AFTER tenure

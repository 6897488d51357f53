-- A visit's outcome, keyed by what was visited and when; a correction is a later version of the same visit.
CREATE TABLE IF NOT EXISTS labels
(
    scenario              LowCardinality(String),
    subject               String,
    case_id               String,
    window_end            Nullable(DateTime64(3, 'UTC')),
    model_version         LowCardinality(String),
    selection_probability Nullable(Float64),
    at                    DateTime64(3, 'UTC'),
    outcome               LowCardinality(String),
    people_found          Nullable(UInt16),
    rooms_used            Nullable(UInt8),
    violation_kind        LowCardinality(String),
    lawful_reason         String,
    found_by              LowCardinality(String) DEFAULT 'model',
    received_at           DateTime64(3, 'UTC'),
    version               UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (scenario, subject, case_id, at)

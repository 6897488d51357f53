-- How far the district had moved from what a model version learnt from, each time that was measured. The report is the whole of it, JSON.
CREATE TABLE IF NOT EXISTS model_drift
(
    scenario        LowCardinality(String),
    measured_at     DateTime64(3, 'UTC'),
    model_version   LowCardinality(String),
    is_alert        UInt8,
    moved           UInt16,
    probability_psi Float64,
    report          String CODEC(ZSTD(3)),
    version         UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (scenario, measured_at, model_version)

-- What the model said of a dwelling as of an instant. Contributions are in log-odds, in the order of the features' dictionary.
CREATE TABLE IF NOT EXISTS dwelling_scores
(
    dwelling_key         UInt64 CODEC(ZSTD(1)),
    scored_at            DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    model_version        LowCardinality(String),
    probability          Float32 CODEC(ZSTD(1)),
    estimated_occupants  Float32 CODEC(ZSTD(1)),
    occupants_low        Float32 CODEC(ZSTD(1)),
    occupants_high       Float32 CODEC(ZSTD(1)),
    legal_limit          Nullable(UInt16) CODEC(ZSTD(1)),
    water_coverage       Float32 CODEC(ZSTD(1)),
    electricity_coverage Float32 CODEC(ZSTD(1)),
    gas_coverage         Float32 CODEC(ZSTD(1)),
    contributions        Array(Float32) CODEC(ZSTD(1)),
    version              UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(scored_at)
ORDER BY (dwelling_key, scored_at, model_version)

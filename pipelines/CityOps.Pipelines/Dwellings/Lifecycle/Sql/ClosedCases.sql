-- Visits whose dwelling both versions had scored in the same run before somebody went there, at most 60 days before: what a model could know when it mattered.
WITH visits AS
(
    SELECT toUInt64OrZero(subject) AS dwelling_key, case_id, at, outcome, selection_probability, found_by
    FROM labels FINAL
    WHERE scenario = {scenario:String} AND outcome IN ('confirmed', 'not_found', 'other_violation', 'no_entry') AND dwelling_key != 0
),
scored AS
(
    SELECT
        dwelling_key,
        scored_at,
        anyIf(probability, model_version = {champion:String}) AS champion_probability,
        anyIf(probability, model_version = {challenger:String}) AS challenger_probability,
        anyIf(estimated_occupants, model_version = {champion:String}) AS champion_occupants,
        anyIf(estimated_occupants, model_version = {challenger:String}) AS challenger_occupants
    FROM dwelling_scores FINAL
    WHERE model_version IN ({champion:String}, {challenger:String}) AND dwelling_key IN (SELECT dwelling_key FROM visits)
    GROUP BY dwelling_key, scored_at
    HAVING uniqExact(model_version) = 2
)
SELECT
    v.dwelling_key AS dwelling_key,
    v.case_id AS case_id,
    v.at AS at,
    v.outcome AS outcome,
    v.selection_probability AS selection_probability,
    v.found_by AS found_by,
    s.champion_probability AS champion_probability,
    s.challenger_probability AS challenger_probability,
    s.champion_occupants AS champion_occupants,
    s.challenger_occupants AS challenger_occupants
FROM visits AS v
ASOF INNER JOIN scored AS s ON v.dwelling_key = s.dwelling_key AND v.at >= s.scored_at
WHERE s.scored_at >= v.at - INTERVAL 60 DAY
ORDER BY at, case_id, dwelling_key

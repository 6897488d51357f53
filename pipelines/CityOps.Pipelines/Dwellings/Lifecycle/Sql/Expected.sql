-- The mean probability that a version had given the dwellings of recent visits before they were visited.
WITH visits AS
(
    SELECT toUInt64OrZero(subject) AS dwelling_key, at
    FROM labels FINAL
    WHERE scenario = {scenario:String} AND outcome IN ('confirmed', 'not_found', 'other_violation') AND found_by IN ('model', 'random')
        AND at >= {recent:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
)
SELECT avg(s.probability) AS expected, count() AS visits
FROM visits AS v
ASOF INNER JOIN
(
    SELECT dwelling_key, scored_at, probability
    FROM dwelling_scores FINAL
    WHERE model_version = {model:String} AND dwelling_key IN (SELECT dwelling_key FROM visits)
) AS s ON v.dwelling_key = s.dwelling_key AND v.at >= s.scored_at

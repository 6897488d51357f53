-- The last run that both versions scored: how often only one of them calls a dwelling.
WITH
    (
        SELECT max(scored_at)
        FROM
        (
            SELECT scored_at FROM dwelling_scores WHERE model_version = {champion:String}
            INTERSECT
            SELECT scored_at FROM dwelling_scores WHERE model_version = {challenger:String}
        )
    ) AS last_run
SELECT
    last_run AS scored_at,
    count() AS subjects,
    countIf(champion >= {called:Float64} AND challenger >= {called:Float64}) AS both,
    countIf(champion >= {called:Float64} AND challenger < {called:Float64}) AS only_champion,
    countIf(champion < {called:Float64} AND challenger >= {called:Float64}) AS only_challenger,
    rankCorr(champion, challenger) AS correlation
FROM
(
    SELECT
        dwelling_key,
        anyIf(toFloat64(probability), model_version = {champion:String}) AS champion,
        anyIf(toFloat64(probability), model_version = {challenger:String}) AS challenger
    FROM dwelling_scores FINAL
    WHERE model_version IN ({champion:String}, {challenger:String}) AND scored_at = last_run
    GROUP BY dwelling_key
    HAVING uniqExact(model_version) = 2
)

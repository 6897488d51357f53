-- Visits that the model or the random share of the budget sent and that somebody saw the end of: those before {recent:DateTime64(3, 'UTC')}, then those since.
SELECT at >= {recent:DateTime64(3, 'UTC')} AS is_recent, count() AS visits, countIf(outcome = 'confirmed') AS confirmed
FROM labels FINAL
WHERE scenario = {scenario:String} AND outcome IN ('confirmed', 'not_found', 'other_violation') AND found_by IN ('model', 'random')
    AND at >= {before:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
GROUP BY is_recent

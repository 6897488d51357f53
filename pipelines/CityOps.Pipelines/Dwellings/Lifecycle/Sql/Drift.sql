-- What was measured lately, the newest first.
SELECT measured_at, model_version, is_alert, moved, probability_psi, report
FROM model_drift FINAL
WHERE scenario = {scenario:String}
ORDER BY measured_at DESC
LIMIT 90

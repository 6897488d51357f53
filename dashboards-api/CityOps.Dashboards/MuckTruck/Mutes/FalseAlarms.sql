-- Incidents of each kind by the maker of the truck's terminal, and how many of them a reviewer dismissed as a device fault. The payload of events has no names.
WITH dismissed AS
(
    SELECT DISTINCT case_id
    FROM case_events FINAL
    WHERE scenario = 'muck-truck' AND kind = 'dismissed' AND JSONExtractString(payload, 'reason_code') = 'device_fault' AND at >= {since:DateTime64(3, 'UTC')}
),
at_fault AS
(
    SELECT DISTINCT JSONExtractString(payload, 'suspicion_id') AS incident_id
    FROM case_events FINAL
    WHERE kind = 'evidence_added' AND case_id IN (SELECT case_id FROM dismissed)
),
makers AS
(
    SELECT truck_id, argMax(coalesce(extras_profile, 'default'), valid_from) AS maker
    FROM trucks FINAL
    GROUP BY truck_id
)
SELECT i.kind, if(m.maker = '', 'unknown', m.maker) AS made_by, toInt64(count()) AS incidents, toInt64(countIf(i.incident_id IN (SELECT incident_id FROM at_fault))) AS false_alarms
FROM (SELECT kind, truck_id, incident_id FROM incidents FINAL WHERE started_at >= {since:DateTime64(3, 'UTC')} AND kind != 'device_fault') AS i
LEFT JOIN makers AS m ON m.truck_id = i.truck_id
GROUP BY i.kind, made_by
ORDER BY false_alarms / incidents DESC, incidents DESC, i.kind, made_by

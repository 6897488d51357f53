-- Visits of group rentals that found something out. Their subject is the dwelling's key in decimal.
SELECT toUInt64OrZero(subject) AS dwelling_key, ifNull(window_end, at) AS window_end, outcome = 'confirmed' AS is_confirmed, people_found
FROM labels FINAL
WHERE scenario = 'group-rental' AND outcome IN ('confirmed', 'not_found', 'other_violation') AND dwelling_key != 0
ORDER BY at

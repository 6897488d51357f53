-- Features of every dwelling over the local days of [{from_day:Date}, {to_day:Date}), one row each; NaN where not known. Columns and order are
-- those of GroupRentalFeatures. A day counts where at least 18 of its hours were read; what is missing of it is taken at its mean hour. A utility with
-- fewer than 7 such days is taken from its longer cycles (daily, two-monthly), which say how much and nothing of the hours.
WITH
    dateDiff('day', {from_day:Date}, {to_day:Date}) AS window_days,
    -- Degree-hours of a day outside 18 to 26 °C, the bases of JGJ 134 for regions with hot summers and cold winters, of the mean of all stations.
    climate AS
    (
        SELECT toDate(hour, {zone:String}) AS day, avg(greatest(0, celsius - 26) + greatest(0, 18 - celsius)) * 24 AS degree_hours, 1 AS is_known
        FROM
        (
            SELECT toStartOfHour(at) AS hour, avg(temperature_c) AS celsius
            FROM weather FINAL
            WHERE at >= {from:DateTime('UTC')} AND at < {to:DateTime('UTC')} AND isNotNull(temperature_c)
            GROUP BY hour
        )
        GROUP BY day
        HAVING count() >= 18
    ),
    hourly AS
    (
        SELECT
            dwelling_key,
            countIf(w) AS w_days,
            countIf(e) AS e_days,
            countIf(g) AS g_days,
            avgIf(whole_day * 1000, w AND whole_day >= 0.02) AS water_l_day,
            quantileExactIf(0.5)(whole_day * 1000, w AND whole_day >= 0.02) AS water_median_l_day,
            countIf(w AND whole_day >= 0.02) / countIf(w) AS water_occupied_share,
            stddevPopIf(whole_day, w) / avgIf(whole_day, w) AS water_swing,
            sumIf(shower_hours, w) * 168 / sumIf(hours, w) AS shower_hours_week,
            sumIf(morning, w) / sumIf(used, w) AS water_morning_share,
            sumIf(evening, w) / sumIf(used, w) AS water_evening_share,
            avgIf(night * 1000, w) AS water_night_l,
            avgIf(whole_day, w AND is_weekend) / avgIf(whole_day, w AND NOT is_weekend) AS water_weekend_ratio,
            avgIf(active_hours * 24 / hours, w) AS water_active_hours,
            avgIf(used * used / squares, w AND squares > 0) AS water_effective_hours,
            avgIf((peak_hour - valley_hour) * 1000, w) AS water_peak_valley_l,
            avgIf(valley_hour * 1000, w) AS water_floor_l,
            avgIf(night_uses, w AND night_uses < 255) * 7 AS water_night_uses_week,
            avgIf(busy_hours * 24 / hours, w AND busy_hours < 255) AS water_busy_hours,
            avgIf(heavy_hours, w AND heavy_hours < 255) * 7 AS water_heavy_hours_week,
            avgIf(still_hours * 24 / hours, w) AS water_still_hours,
            quantileExactIf(0.1)(whole_day * 1000, w AND whole_day >= 0.02) AS water_low_day_l,
            quantileExactIf(0.9)(whole_day * 1000, w AND whole_day >= 0.02) AS water_high_day_l,
            avgIf((night - 6 * valley_hour) * 1000, w) AS water_net_night_l,
            avgIf(greatest(0, whole_day - 24 * valley_hour) * 1000, w AND whole_day >= 0.02) AS water_net_l_day,
            avgIf(whole_day, e) AS electricity_kwh_day,
            stddevPopIf(whole_day, e) / avgIf(whole_day, e) AS electricity_swing,
            avgIf(night, e) AS electricity_night_kwh,
            sumIf(evening, e) / sumIf(used, e) AS electricity_evening_share,
            avgIf(used * used / squares, e AND squares > 0) AS electricity_effective_hours,
            avgIf(peak_hour - valley_hour, e) AS electricity_peak_valley_kwh,
            avgIf(valley_hour, e) AS electricity_floor_kwh,
            avgIf(whole_day, e AND is_weekend) / avgIf(whole_day, e AND NOT is_weekend) AS electricity_weekend_ratio,
            avgIf(night_uses, e AND night_uses < 255) AS electricity_night_uses,
            avgIf(busy_hours * 24 / hours, e AND busy_hours < 255) AS electricity_busy_hours,
            avgIf(heavy_hours * 24 / hours, e AND heavy_hours < 255) AS electricity_heavy_hours,
            sumIf(morning, e) / sumIf(used, e) AS electricity_morning_share,
            quantileExactIf(0.1)(whole_day, e) AS electricity_low_day_kwh,
            -- A line through the days, drawn towards the level where the weather hardly changed (100 square degree-hours of ridge).
            greatest(0, covarPopIf(degree_hours, whole_day, e AND is_known) / (varPopIf(degree_hours, e AND is_known) + 100)) AS kwh_per_degree_hour,
            kwh_per_degree_hour * 1000 AS electricity_wh_per_degree_h,
            avgIf(whole_day, e AND is_known) - kwh_per_degree_hour * avgIf(degree_hours, e AND is_known) AS electricity_mild_kwh,
            avgIf(whole_day, g) AS gas_m3_day,
            avgIf(active_hours * 24 / hours, g) AS gas_active_hours,
            sumIf(evening, g) / sumIf(used, g) AS gas_evening_share,
            avgIf(busy_hours, g AND busy_hours < 255) * 7 AS gas_busy_hours_week,
            sumIf(hours, utility = 'water') / (24 * window_days) AS w_read,
            sumIf(hours, utility = 'electricity') / (24 * window_days) AS e_read,
            sumIf(hours, utility = 'gas') / (24 * window_days) AS g_read,
            max(version) AS newest
        FROM
        (
            SELECT
                dwelling_key, utility, hours, used, night, morning, evening, peak_hour, valley_hour, squares, active_hours, shower_hours, still_hours, night_uses, busy_hours, heavy_hours, version,
                degree_hours, is_known,
                hours >= 18 AS is_full,
                used * 24 / hours AS whole_day,
                toDayOfWeek(day) >= 6 AS is_weekend,
                utility = 'water' AND is_full AS w,
                utility = 'electricity' AND is_full AS e,
                utility = 'gas' AND is_full AS g
            FROM dwelling_days FINAL
            LEFT JOIN climate USING (day)
            WHERE day >= {from_day:Date} AND day < {to_day:Date} AND hours > 0
        )
        GROUP BY dwelling_key
    ),
    -- What was read between the window's end and one cycle before its start; a meter of a two-monthly cycle has nothing newer.
    meter_cycles AS
    (
        SELECT
            dwelling_key,
            utility,
            meter_key,
            sum(consumption) / sum(days) AS day_mean,
            avg(days) * 24 AS cycle,
            least(1, sum(overlap_s) / (86400 * window_days)) AS is_read,
            quantileExactIf(0.5)(consumption / days, days <= 1.5) AS day_median,
            stddevPopIf(consumption / days, days <= 1.5) / avgIf(consumption / days, days <= 1.5) AS swing,
            avgIf(consumption / days, days <= 1.5 AND is_weekend) / avgIf(consumption / days, days <= 1.5 AND NOT is_weekend) AS weekend,
            max(version) AS newest
        FROM
        (
            SELECT
                dwelling_key, utility, meter_key, consumption, version,
                dateDiff('second', started_at, finished_at) / 86400 AS days,
                toDayOfWeek(started_at + INTERVAL 12 HOUR, 0, {zone:String}) >= 6 AS is_weekend,
                greatest(0, dateDiff('second', greatest(started_at, {from:DateTime('UTC')}), least(finished_at, {to:DateTime('UTC')}))) AS overlap_s
            FROM consumption_intervals FINAL
            WHERE started_at >= {from:DateTime('UTC')} - INTERVAL 130 DAY
                AND finished_at > {from:DateTime('UTC')} - toIntervalDay(if(finished_at > started_at + INTERVAL 2 DAY, 65, 0))
                AND finished_at <= {to:DateTime('UTC')} + INTERVAL 12 HOUR
                AND quality = 'interval'
                AND register_code = 'total'
                AND attribution = 'own'
        )
        GROUP BY dwelling_key, utility, meter_key
    ),
    cycles AS
    (
        SELECT
            dwelling_key,
            countIf(utility = 'water') AS w_meters,
            countIf(utility = 'electricity') AS e_meters,
            countIf(utility = 'gas') AS g_meters,
            sumIf(day_mean, utility = 'water') AS w_mean,
            sumIf(day_mean, utility = 'electricity') AS e_mean,
            sumIf(day_mean, utility = 'gas') AS g_mean,
            sumIf(day_median, utility = 'water') AS w_median,
            avgIf(swing, utility = 'water') AS w_swing,
            avgIf(swing, utility = 'electricity') AS e_swing,
            avgIf(weekend, utility = 'water') AS w_weekend,
            avgIf(weekend, utility = 'electricity') AS e_weekend,
            maxIf(cycle, utility = 'water') AS w_cycle,
            maxIf(cycle, utility = 'electricity') AS e_cycle,
            maxIf(cycle, utility = 'gas') AS g_cycle,
            avgIf(is_read, utility = 'water') AS w_read,
            avgIf(is_read, utility = 'electricity') AS e_read,
            avgIf(is_read, utility = 'gas') AS g_read,
            max(newest) AS newest
        FROM meter_cycles
        GROUP BY dwelling_key
    ),
    merged AS
    (
        SELECT
            dwelling_key,
            h.w_days >= 7 AS w,
            h.e_days >= 7 AS e,
            h.g_days >= 7 AS g,
            c.w_meters > 0 AS cw,
            c.e_meters > 0 AS ce,
            c.g_meters > 0 AS cg,
            multiIf(w, h.water_l_day, cw, c.w_mean * 1000, nan) AS water_l_day,
            multiIf(w, h.water_median_l_day, cw, c.w_median * 1000, nan) AS water_median_l_day,
            if(w, h.water_occupied_share, nan) AS water_occupied_share,
            multiIf(w, h.water_swing, cw, c.w_swing, nan) AS water_swing,
            if(w, h.shower_hours_week, nan) AS shower_hours_week,
            if(w, h.water_morning_share, nan) AS water_morning_share,
            if(w, h.water_evening_share, nan) AS water_evening_share,
            if(w, h.water_night_l, nan) AS water_night_l,
            multiIf(w, h.water_weekend_ratio, cw, c.w_weekend, nan) AS water_weekend_ratio,
            if(w, h.water_active_hours, nan) AS water_active_hours,
            if(w, h.water_effective_hours, nan) AS water_effective_hours,
            if(w, h.water_peak_valley_l, nan) AS water_peak_valley_l,
            if(w, h.water_floor_l, nan) AS water_floor_l,
            if(w, h.water_night_uses_week, nan) AS water_night_uses_week,
            if(w, h.water_busy_hours, nan) AS water_busy_hours,
            if(w, h.water_heavy_hours_week, nan) AS water_heavy_hours_week,
            if(w, h.water_still_hours, nan) AS water_still_hours,
            if(w, h.water_low_day_l, nan) AS water_low_day_l,
            if(w, h.water_high_day_l, nan) AS water_high_day_l,
            if(w, h.water_net_night_l, nan) AS water_net_night_l,
            if(w, h.water_net_l_day, nan) AS water_net_l_day,
            multiIf(e, h.electricity_kwh_day, ce, c.e_mean, nan) AS electricity_kwh_day,
            multiIf(e, h.electricity_swing, ce, c.e_swing, nan) AS electricity_swing,
            if(e, h.electricity_night_kwh, nan) AS electricity_night_kwh,
            if(e, h.electricity_evening_share, nan) AS electricity_evening_share,
            if(e, h.electricity_effective_hours, nan) AS electricity_effective_hours,
            if(e, h.electricity_peak_valley_kwh, nan) AS electricity_peak_valley_kwh,
            if(e, h.electricity_floor_kwh, nan) AS electricity_floor_kwh,
            multiIf(e, h.electricity_weekend_ratio, ce, c.e_weekend, nan) AS electricity_weekend_ratio,
            if(e, h.electricity_night_uses, nan) AS electricity_night_uses,
            if(e, h.electricity_busy_hours, nan) AS electricity_busy_hours,
            if(e, h.electricity_heavy_hours, nan) AS electricity_heavy_hours,
            if(e, h.electricity_morning_share, nan) AS electricity_morning_share,
            if(e, h.electricity_low_day_kwh, nan) AS electricity_low_day_kwh,
            if(e, h.electricity_mild_kwh, nan) AS electricity_mild_kwh,
            if(e, h.electricity_wh_per_degree_h, nan) AS electricity_wh_per_degree_h,
            multiIf(g, h.gas_m3_day, cg, c.g_mean, nan) AS gas_m3_day,
            if(g, h.gas_active_hours, nan) AS gas_active_hours,
            if(g, h.gas_evening_share, nan) AS gas_evening_share,
            if(g, h.gas_busy_hours_week, nan) AS gas_busy_hours_week,
            multiIf(w, h.w_read, cw, c.w_read, h.w_read) AS water_coverage,
            multiIf(e, h.e_read, ce, c.e_read, h.e_read) AS electricity_coverage,
            multiIf(g, h.g_read, cg, c.g_read, h.g_read) AS gas_coverage,
            multiIf(w, 1, cw, c.w_cycle, nan) AS water_cycle_h,
            multiIf(e, 1, ce, c.e_cycle, nan) AS electricity_cycle_h,
            multiIf(g, 1, cg, c.g_cycle, nan) AS gas_cycle_h,
            greatest(h.newest, c.newest) AS newest
        FROM hourly AS h
        FULL JOIN cycles AS c USING (dwelling_key)
    ),
    registered AS
    (
        SELECT
            dwelling_key,
            argMax(tuple(rooms), valid_from).1 AS rooms_now,
            argMax(tuple(floor_area_m2), valid_from).1 AS area_now,
            argMax(tuple(registered_population), valid_from).1 AS population_now,
            argMax(town, valid_from) AS town_now,
            argMax(grid_cell, valid_from) AS cell_now,
            argMax(building_id, valid_from) AS building_now,
            argMax(kinship, valid_from) AS kinship_now,
            argMax(tenure, valid_from) AS tenure_now,
            argMax(tuple(built_year), valid_from).1 AS built_now,
            argMax(h3, valid_from) AS h3_now
        FROM dwellings FINAL
        WHERE valid_from <= {as_of:DateTime64(3, 'UTC')}
        GROUP BY dwelling_key
    ),
    links AS
    (
        SELECT dwelling_key, count() AS meters, countIf(share != 'own') AS shared_meters, min(ifNull(match_confidence, 1)) AS confidence
        FROM meter_links FINAL
        WHERE valid_from <= {as_of:DateTime64(3, 'UTC')} AND (valid_to IS NULL OR valid_to > {as_of:DateTime64(3, 'UTC')})
        GROUP BY dwelling_key
    ),
    -- Where a district sends no signals at all they are not known; where it sends some, a dwelling without has none.
    (
        SELECT count() > 0
        FROM dwelling_signals
        WHERE at > {as_of:DateTime64(3, 'UTC')} - INTERVAL 365 DAY AND at <= {as_of:DateTime64(3, 'UTC')}
    ) AS has_signals,
    signals AS
    (
        SELECT
            dwelling_key,
            countIf(kind IN ('complaint_12345', 'property_report') AND at > {as_of:DateTime64(3, 'UTC')} - INTERVAL 180 DAY) AS complaints,
            sumIf(value, kind = 'parcel_count' AND at > {as_of:DateTime64(3, 'UTC')} - INTERVAL 28 DAY) / 4 AS parcels_week,
            countIf(kind = 'rental_filing') AS filings
        FROM dwelling_signals FINAL
        WHERE at > {as_of:DateTime64(3, 'UTC')} - INTERVAL 365 DAY AND at <= {as_of:DateTime64(3, 'UTC')}
        GROUP BY dwelling_key
    ),
    joined AS
    (
        SELECT
            m.dwelling_key AS dwelling_key,
            m.* EXCEPT dwelling_key,
            ifNull(toFloat64(r.rooms_now), nan) AS rooms,
            ifNull(r.area_now, nan) AS floor_area_m2,
            ifNull(toFloat64(r.population_now), nan) AS registered_population,
            r.town_now AS town,
            r.cell_now AS grid_cell,
            r.building_now AS building_id,
            r.kinship_now AS kinship,
            r.tenure_now AS tenure,
            ifNull(r.built_now, 0) AS built_year,
            r.h3_now AS h3,
            if(has_signals, toFloat64(s.complaints), nan) AS signal_complaints,
            if(has_signals, ifNull(toFloat64(s.parcels_week), 0), nan) AS signal_parcels_week,
            if(has_signals, toFloat64(s.filings), nan) AS signal_rental_filings,
            l.shared_meters > 0 AS has_shared_meter,
            if(l.meters = 0, 1, l.confidence) AS match_confidence
        FROM merged AS m
        LEFT JOIN registered AS r USING (dwelling_key)
        LEFT JOIN links AS l USING (dwelling_key)
        LEFT JOIN signals AS s USING (dwelling_key)
    ),
    -- Peers: the same layout in the same town where there are at least {fewest_peers:UInt32}, else the same layout, else everybody.
    peers AS
    (
        SELECT
            *,
            count() OVER (PARTITION BY rooms, town) AS n_town,
            count() OVER (PARTITION BY rooms) AS n_rooms,
            quantileExactIf(0.5)(water_l_day, isFinite(water_l_day)) OVER (PARTITION BY rooms, town) AS w_town,
            quantileExactIf(0.5)(water_l_day, isFinite(water_l_day)) OVER (PARTITION BY rooms) AS w_rooms,
            quantileExactIf(0.5)(water_l_day, isFinite(water_l_day)) OVER () AS w_all,
            quantileExactIf(0.5)(electricity_kwh_day, isFinite(electricity_kwh_day)) OVER (PARTITION BY rooms, town) AS e_town,
            quantileExactIf(0.5)(electricity_kwh_day, isFinite(electricity_kwh_day)) OVER (PARTITION BY rooms) AS e_rooms,
            quantileExactIf(0.5)(electricity_kwh_day, isFinite(electricity_kwh_day)) OVER () AS e_all,
            quantileExactIf(0.5)(electricity_night_kwh, isFinite(electricity_night_kwh)) OVER (PARTITION BY rooms, town) AS n_e_town,
            quantileExactIf(0.5)(electricity_night_kwh, isFinite(electricity_night_kwh)) OVER (PARTITION BY rooms) AS n_e_rooms,
            quantileExactIf(0.5)(electricity_night_kwh, isFinite(electricity_night_kwh)) OVER () AS n_e_all,
            quantileExactIf(0.5)(electricity_night_uses, isFinite(electricity_night_uses)) OVER (PARTITION BY rooms, town) AS u_e_town,
            quantileExactIf(0.5)(electricity_night_uses, isFinite(electricity_night_uses)) OVER (PARTITION BY rooms) AS u_e_rooms,
            quantileExactIf(0.5)(electricity_night_uses, isFinite(electricity_night_uses)) OVER () AS u_e_all,
            quantileExactIf(0.5)(electricity_busy_hours, isFinite(electricity_busy_hours)) OVER (PARTITION BY rooms, town) AS b_e_town,
            quantileExactIf(0.5)(electricity_busy_hours, isFinite(electricity_busy_hours)) OVER (PARTITION BY rooms) AS b_e_rooms,
            quantileExactIf(0.5)(electricity_busy_hours, isFinite(electricity_busy_hours)) OVER () AS b_e_all,
            quantileExactIf(0.5)(gas_m3_day, isFinite(gas_m3_day)) OVER (PARTITION BY rooms, town) AS g_town,
            quantileExactIf(0.5)(gas_m3_day, isFinite(gas_m3_day)) OVER (PARTITION BY rooms) AS g_rooms,
            quantileExactIf(0.5)(gas_m3_day, isFinite(gas_m3_day)) OVER () AS g_all
        FROM joined
    )
SELECT
    dwelling_key,
    newest,
    town,
    grid_cell,
    building_id,
    kinship,
    tenure,
    built_year,
    h3,
    toUInt8(has_shared_meter) AS has_shared_meter,
    toFloat32(match_confidence) AS match_confidence,
    toFloat32(water_l_day) AS water_l_day,
    toFloat32(water_median_l_day) AS water_median_l_day,
    toFloat32(water_occupied_share) AS water_occupied_share,
    toFloat32(water_swing) AS water_swing,
    toFloat32(shower_hours_week) AS shower_hours_week,
    toFloat32(water_morning_share) AS water_morning_share,
    toFloat32(water_evening_share) AS water_evening_share,
    toFloat32(water_night_l) AS water_night_l,
    toFloat32(water_weekend_ratio) AS water_weekend_ratio,
    toFloat32(water_active_hours) AS water_active_hours,
    toFloat32(water_effective_hours) AS water_effective_hours,
    toFloat32(water_peak_valley_l) AS water_peak_valley_l,
    toFloat32(water_floor_l) AS water_floor_l,
    toFloat32(water_night_uses_week) AS water_night_uses_week,
    toFloat32(water_busy_hours) AS water_busy_hours,
    toFloat32(water_heavy_hours_week) AS water_heavy_hours_week,
    toFloat32(water_still_hours) AS water_still_hours,
    toFloat32(water_low_day_l) AS water_low_day_l,
    toFloat32(water_high_day_l) AS water_high_day_l,
    toFloat32(water_net_night_l) AS water_net_night_l,
    toFloat32(water_net_l_day) AS water_net_l_day,
    toFloat32(electricity_kwh_day) AS electricity_kwh_day,
    toFloat32(electricity_swing) AS electricity_swing,
    toFloat32(electricity_night_kwh) AS electricity_night_kwh,
    toFloat32(electricity_evening_share) AS electricity_evening_share,
    toFloat32(electricity_effective_hours) AS electricity_effective_hours,
    toFloat32(electricity_peak_valley_kwh) AS electricity_peak_valley_kwh,
    toFloat32(electricity_floor_kwh) AS electricity_floor_kwh,
    toFloat32(electricity_weekend_ratio) AS electricity_weekend_ratio,
    toFloat32(electricity_night_uses) AS electricity_night_uses,
    toFloat32(electricity_busy_hours) AS electricity_busy_hours,
    toFloat32(electricity_heavy_hours) AS electricity_heavy_hours,
    toFloat32(electricity_morning_share) AS electricity_morning_share,
    toFloat32(electricity_low_day_kwh) AS electricity_low_day_kwh,
    toFloat32(electricity_mild_kwh) AS electricity_mild_kwh,
    toFloat32(electricity_wh_per_degree_h) AS electricity_wh_per_degree_h,
    toFloat32(gas_m3_day) AS gas_m3_day,
    toFloat32(gas_active_hours) AS gas_active_hours,
    toFloat32(gas_evening_share) AS gas_evening_share,
    toFloat32(gas_busy_hours_week) AS gas_busy_hours_week,
    toFloat32(water_coverage) AS water_coverage,
    toFloat32(electricity_coverage) AS electricity_coverage,
    toFloat32(gas_coverage) AS gas_coverage,
    toFloat32(water_cycle_h) AS water_cycle_h,
    toFloat32(electricity_cycle_h) AS electricity_cycle_h,
    toFloat32(gas_cycle_h) AS gas_cycle_h,
    toFloat32(rooms) AS rooms,
    toFloat32(floor_area_m2) AS floor_area_m2,
    toFloat32(registered_population) AS registered_population,
    toFloat32(water_l_day / greatest(registered_population, 1)) AS water_l_per_registered,
    toFloat32(electricity_kwh_day / greatest(registered_population, 1)) AS electricity_kwh_per_registered,
    toFloat32(gas_m3_day / electricity_kwh_day) AS gas_to_electricity,
    toFloat32(water_l_day / multiIf(n_town >= {fewest_peers:UInt32}, w_town, n_rooms >= {fewest_peers:UInt32}, w_rooms, w_all)) AS water_vs_peers,
    toFloat32(electricity_kwh_day / multiIf(n_town >= {fewest_peers:UInt32}, e_town, n_rooms >= {fewest_peers:UInt32}, e_rooms, e_all)) AS electricity_vs_peers,
    toFloat32(electricity_night_kwh / multiIf(n_town >= {fewest_peers:UInt32}, n_e_town, n_rooms >= {fewest_peers:UInt32}, n_e_rooms, n_e_all)) AS electricity_night_vs_peers,
    toFloat32(electricity_night_uses - multiIf(n_town >= {fewest_peers:UInt32}, u_e_town, n_rooms >= {fewest_peers:UInt32}, u_e_rooms, u_e_all)) AS electricity_night_uses_vs_peers,
    toFloat32(electricity_busy_hours - multiIf(n_town >= {fewest_peers:UInt32}, b_e_town, n_rooms >= {fewest_peers:UInt32}, b_e_rooms, b_e_all)) AS electricity_busy_vs_peers,
    toFloat32(gas_m3_day / multiIf(n_town >= {fewest_peers:UInt32}, g_town, n_rooms >= {fewest_peers:UInt32}, g_rooms, g_all)) AS gas_vs_peers,
    toFloat32(signal_complaints) AS signal_complaints,
    toFloat32(signal_parcels_week) AS signal_parcels_week,
    toFloat32(signal_rental_filings) AS signal_rental_filings
FROM peers
ORDER BY dwelling_key

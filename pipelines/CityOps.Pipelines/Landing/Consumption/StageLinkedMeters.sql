-- A changed link concerns all that its meter ever read. The meters themselves were staged under {meters:String}.
INSERT INTO changed_registers (batch, meter_key, utility, register_code, from_at, to_at)
SELECT {batch:String}, meter_key, utility, register_code, min(read_at), max(read_at)
FROM readings
WHERE meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {meters:String})
GROUP BY meter_key, utility, register_code

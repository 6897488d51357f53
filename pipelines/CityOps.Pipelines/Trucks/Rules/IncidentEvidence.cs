using System.Text;
using System.Text.Json;
using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>
/// The evidence of an incident as JSON. All kinds: <c>kind</c>, <c>truck_id</c>, <c>stop</c> (when, where, points), <c>load_before</c>, <c>load_after</c>, <c>permits</c>. What was measured has its unit in its name.
/// The same input gives the same bytes.
/// </summary>
internal static class IncidentEvidence
{
    public static string Write(Judged judged)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", judged.Finding.Kind.Word());
            json.WriteString("truck_id", judged.TruckId);
            WriteEpisode(json, judged.Finding);
            json.WriteString("load_before", TruckWords.Of(judged.Finding.LoadBefore));
            json.WriteString("load_after", TruckWords.Of(judged.Finding.LoadAfter));
            WriteMeasured(json, judged);
            if (judged.SensorId is { } sensor)
            {
                json.WriteString("sensor_id", sensor);
            }

            WritePermits(json, judged.Permits);
            if (judged.Excuse is { } excuse)
            {
                json.WriteString("withdrawn_because", excuse);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteEpisode(Utf8JsonWriter json, in Finding finding)
    {
        json.WriteStartObject("stop");
        json.WriteString("started_at", DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs));
        json.WriteString("finished_at", DateTimeOffset.FromUnixTimeMilliseconds(finding.FinishedAtMs));
        json.WriteNumber("lon", Math.Round(finding.Lon, 6));
        json.WriteNumber("lat", Math.Round(finding.Lat, 6));
        json.WriteNumber("points", finding.Points);
        json.WriteEndObject();
    }

    private static void WriteMeasured(Utf8JsonWriter json, Judged judged)
    {
        var finding = judged.Finding;
        switch (finding.Kind)
        {
            case FindingKind.Dumping:
                json.WriteBoolean("bed_lifted", finding.Lifted);
                json.WriteBoolean("lid_opened", finding.LidOpened);
                WriteNearest(json, judged);
                break;
            case FindingKind.OffRoute:
                WriteNumber(json, "off_route_m", finding.Worst);
                WriteNumber(json, "corridor_m", finding.Limit);
                break;
            case FindingKind.OffHours:
                WriteNumber(json, "out_of_hours_min", finding.Worst);
                break;
            case FindingKind.Speeding:
                WriteNumber(json, "speed_kmh", finding.Worst);
                WriteNumber(json, "limit_kmh", finding.Limit);
                break;
            case FindingKind.Uncovered:
                WriteNumber(json, "speed_kmh", finding.Worst);
                break;
            case FindingKind.Dark:
                WriteNumber(json, "silent_min", finding.Worst);
                break;
            case FindingKind.Dust:
                WriteNumber(json, "pm10_rise_ugm3", finding.Worst);
                WriteNumber(json, "pm10_before_ugm3", finding.Limit);
                break;
            case FindingKind.ClonedPlate or FindingKind.Unregistered:
                json.WriteNumber("sightings", finding.Points);
                break;
            case FindingKind.DeviceFault:
                json.WriteString("device", finding.Device.Word());
                WriteRepair(json, judged.Mute);
                break;
            default:
                break;
        }
    }

    private static void WriteRepair(Utf8JsonWriter json, DeviceMute? mute)
    {
        if (mute is not null)
        {
            json.WriteString("signal", mute.Signal);
            json.WriteString("mute_id", mute.MuteId);
            json.WriteString("muted_until", mute.ValidTo);
            json.WriteString("repair", mute.LiftedAt is null ? "ordered" : mute.LiftedBecause);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumber(name, Math.Round(value, 1));
        }
    }

    private static void WriteNearest(Utf8JsonWriter json, Judged judged)
    {
        if (judged.Nearest is not { } nearest)
        {
            json.WriteNull("nearest_permitted_site");
            return;
        }

        json.WriteStartObject("nearest_permitted_site");
        json.WriteString("site_id", nearest.Site.SiteId);
        json.WriteString("name", nearest.Site.Name);
        json.WriteString("kind", TruckWords.Of(nearest.Site.Kind));
        json.WriteNumber("distance_m", Math.Round(nearest.DistanceM));
        json.WriteEndObject();
    }

    private static void WritePermits(Utf8JsonWriter json, IReadOnlyList<Permit> permits)
    {
        json.WriteStartArray("permits");
        foreach (var permit in permits)
        {
            json.WriteStartObject();
            json.WriteString("permit_id", permit.PermitId);
            json.WriteString("loading_site", permit.LoadingSite);
            json.WriteString("disposal_site", permit.DisposalSite);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

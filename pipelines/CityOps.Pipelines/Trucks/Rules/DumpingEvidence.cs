using System.Text;
using System.Text.Json;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>
/// The evidence of a dumping as JSON: <c>kind</c>, <c>truck_id</c>, <c>stop</c>, <c>load_before</c>, <c>load_after</c>, <c>bed_lifted</c>,
/// <c>lid_opened</c>, <c>nearest_permitted_site</c> and <c>permits</c>. The same input gives the same bytes.
/// </summary>
internal static class DumpingEvidence
{
    public static string Write(Dumping dumping)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", DumpingRule.Kind);
            json.WriteString("truck_id", dumping.TruckId);
            WriteStop(json, dumping);
            json.WriteString("load_before", TruckWords.Of(dumping.Seen.LoadBefore));
            json.WriteString("load_after", TruckWords.Of(dumping.Seen.LoadAfter));
            json.WriteBoolean("bed_lifted", dumping.Seen.Lifted);
            json.WriteBoolean("lid_opened", dumping.Seen.LidOpened);
            WriteNearest(json, dumping);
            WritePermits(json, dumping);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteStop(Utf8JsonWriter json, Dumping dumping)
    {
        var stop = dumping.Seen.Stop;
        json.WriteStartObject("stop");
        json.WriteString("started_at", DateTimeOffset.FromUnixTimeMilliseconds(stop.StartedAtMs));
        json.WriteString("finished_at", DateTimeOffset.FromUnixTimeMilliseconds(stop.FinishedAtMs));
        json.WriteNumber("lon", Math.Round(stop.Lon, 6));
        json.WriteNumber("lat", Math.Round(stop.Lat, 6));
        json.WriteNumber("points", stop.Points);
        json.WriteEndObject();
    }

    private static void WriteNearest(Utf8JsonWriter json, Dumping dumping)
    {
        if (dumping.Nearest is not { } nearest)
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

    private static void WritePermits(Utf8JsonWriter json, Dumping dumping)
    {
        json.WriteStartArray("permits");
        foreach (var permit in dumping.Permits)
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

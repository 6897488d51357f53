using System.Text;
using System.Text.Json;
using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks.Rules;

namespace CityOps.Pipelines.Trucks.Spillage;

/// <summary>The evidence of a suspected spillage as JSON: the window, and what its score rests on. The same input gives the same bytes.</summary>
internal static class SpillageEvidence
{
    public static string Write(string truckId, in Finding finding, IReadOnlyList<SpillageContribution> contributions)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", finding.Kind.Word());
            json.WriteString("truck_id", truckId);
            json.WriteStartObject("stop");
            json.WriteString("started_at", DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs));
            json.WriteString("finished_at", DateTimeOffset.FromUnixTimeMilliseconds(finding.FinishedAtMs));
            json.WriteNumber("lon", Math.Round(finding.Lon, 6));
            json.WriteNumber("lat", Math.Round(finding.Lat, 6));
            json.WriteNumber("points", finding.Points);
            json.WriteEndObject();
            json.WriteString("load_before", TruckWords.Of(finding.LoadBefore));
            json.WriteString("load_after", TruckWords.Of(finding.LoadAfter));
            json.WriteStartArray("contributions");
            foreach (var contribution in contributions)
            {
                json.WriteStartObject();
                json.WriteString("feature", contribution.Feature);
                if (float.IsFinite(contribution.Value))
                {
                    json.WriteNumber("value", Math.Round(contribution.Value, 3));
                }

                json.WriteNumber("log_odds", contribution.LogOdds);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("permits");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

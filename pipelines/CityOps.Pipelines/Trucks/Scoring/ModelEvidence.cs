using System.Text;
using System.Text.Json;
using CityOps.Pipelines.Trucks.Rules;

namespace CityOps.Pipelines.Trucks.Scoring;

/// <summary>The evidence of what a model suspects as JSON: as of a rule, and what its score rests on. The same input gives the same bytes.</summary>
internal static class ModelEvidence
{
    public static string Write(ModelFinding found)
    {
        var finding = found.Finding;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", finding.Kind.Word());
            json.WriteString("truck_id", found.TruckId);
            json.WriteStartObject("stop");
            json.WriteString("started_at", DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs));
            json.WriteString("finished_at", DateTimeOffset.FromUnixTimeMilliseconds(finding.FinishedAtMs));
            json.WriteNumber("lon", Math.Round(finding.Lon, 6));
            json.WriteNumber("lat", Math.Round(finding.Lat, 6));
            json.WriteNumber("points", finding.Points);
            json.WriteEndObject();
            json.WriteString("load_before", TruckWords.Of(finding.LoadBefore));
            json.WriteString("load_after", TruckWords.Of(finding.LoadAfter));
            if (finding.Kind == FindingKind.Dust)
            {
                json.WriteNumber("pm10_rise_ugm3", Math.Round(finding.Worst, 1));
                json.WriteNumber("pm10_before_ugm3", Math.Round(finding.Limit, 1));
            }

            if (found.SensorId is { } sensor)
            {
                json.WriteString("sensor_id", sensor);
            }

            json.WriteStartArray("contributions");
            foreach (var contribution in found.Contributions)
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
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

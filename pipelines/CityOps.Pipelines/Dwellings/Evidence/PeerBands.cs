namespace CityOps.Pipelines.Dwellings.Evidence;

/// <summary>What dwellings of the same layout usually show: the middle half of each feature, by rooms.</summary>
public sealed class PeerBands(DwellingTable table, int fewestPeers)
{
    private readonly Dictionary<(string Feature, float Rooms), (double Low, double High)?> _bands = [];
    private readonly float[] _rooms = table.Column("rooms");

    /// <summary>Quartiles among the same layout, or null where too few are known.</summary>
    public (double Low, double High)? Of(string feature, float rooms)
    {
        if (!_bands.TryGetValue((feature, rooms), out var band))
        {
            var values = table.Column(feature).Where((v, row) => float.IsFinite(v) && _rooms[row].Equals(rooms)).Order().ToList();
            band = values.Count < fewestPeers ? null : (values[values.Count / 4], values[values.Count * 3 / 4]);
            _bands[(feature, rooms)] = band;
        }

        return band;
    }
}

using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental;

/// <summary>What each column of a matrix rests on, found once: hiding runs over every row.</summary>
internal sealed class MixColumns
{
    /// <summary>Hours in the two-monthly cycle that rows are hidden behind.</summary>
    private const float LongCycleHours = 1_460;

    private static readonly string[] LayoutFeatures =
    [
        "rooms", "floor_area_m2", "registered_population", "water_l_per_registered", "electricity_kwh_per_registered", "water_vs_peers", "electricity_vs_peers",
        "electricity_night_vs_peers", "electricity_night_uses_vs_peers", "electricity_busy_vs_peers", "gas_vs_peers",
    ];

    // Any total says how much; one of each day also how it varies.
    private static readonly string[] OfTotals =
    [
        "water_l_day", "water_l_per_registered", "water_vs_peers", "electricity_kwh_day", "electricity_kwh_per_registered", "electricity_vs_peers", "gas_m3_day", "gas_to_electricity", "gas_vs_peers",
    ];
    private static readonly string[] OfDays = ["water_swing", "water_weekend_ratio", "water_median_l_day", "electricity_swing", "electricity_weekend_ratio"];
    private static readonly string[] OfOccupiedDays = ["water_l_day", "water_l_per_registered", "water_vs_peers"];
    private static readonly string[] Utilities = ["water", "electricity", "gas"];

    private readonly Column[] _columns;
    private readonly int[] _cycles;
    private readonly int[] _occupiedDays;
    private readonly int _occupiedShare;
    private readonly int[] _gasToElectricity;
    private readonly int[] _beyondOccupiedDays;
    private readonly int _rooms;
    private readonly int _complaints;

    private MixColumns(FeatureMatrix matrix)
    {
        _columns = [.. matrix.Names.Select(ColumnOf)];
        _cycles = [.. Utilities.Select(u => matrix.ColumnOf(u + "_cycle_h"))];
        _occupiedDays = [.. OfOccupiedDays.Select(matrix.ColumnOf)];
        _occupiedShare = matrix.ColumnOf("water_occupied_share");
        _gasToElectricity = [.. Enumerable.Range(0, matrix.Width).Where(c => MeasuredBy(matrix.Names[c]) is "gas_to_electricity")];
        _beyondOccupiedDays = [.. Enumerable.Range(0, matrix.Width).Where(c => GroupRentalFeatures.IsBeyondPeers(matrix.Names[c]) && OfOccupiedDays.Contains(MeasuredBy(matrix.Names[c]), StringComparer.Ordinal))];
        _rooms = matrix.ColumnOf("rooms");
        _complaints = matrix.ColumnOf("signal_complaints");
    }

    public static MixColumns Of(FeatureMatrix matrix) => new(matrix);

    public UtilityMix MixOf(ReadOnlySpan<float> row) => new(CycleOf(row[_cycles[0]]), CycleOf(row[_cycles[1]]), CycleOf(row[_cycles[2]]), float.IsFinite(row[_rooms]), float.IsFinite(row[_complaints]));

    public void Hide(Span<float> row, UtilityMix mix)
    {
        var known = MixOf(row);
        ReadOnlySpan<MeterCycle> shown = [mix.Water, mix.Electricity, mix.Gas];
        ReadOnlySpan<MeterCycle> its = [known.Water, known.Electricity, known.Gas];
        var occupied = row[_occupiedShare];
        for (var c = 0; c < row.Length; c++)
        {
            var column = _columns[c];
            if ((column.IsLayout && !mix.Layout) || (column.IsSignal && !mix.Signals))
            {
                row[c] = float.NaN;
            }
            else if (column.Utility >= 0 && shown[column.Utility] < its[column.Utility])
            {
                row[c] = column.Coarser(row[c], shown[column.Utility]);
            }
        }

        if (mix.Electricity is MeterCycle.None)
        {
            foreach (var c in _gasToElectricity)
            {
                row[c] = float.NaN;
            }
        }

        // Peers' means are of occupied days: a mean over all days cannot be held against them, whether it was hidden behind a long cycle or is read in one.
        if (mix.Water is not MeterCycle.Hourly)
        {
            foreach (var c in _beyondOccupiedDays)
            {
                row[c] = float.NaN;
            }
        }

        // A total cannot tell the days with nobody in from others: its mean is over all of them.
        if (known.Water is MeterCycle.Hourly && mix.Water is (MeterCycle.Long or MeterCycle.Daily) && float.IsFinite(occupied))
        {
            foreach (var c in _occupiedDays)
            {
                row[c] *= occupied;
            }
        }
    }

    // Peers have as many rooms, so that who does not know the layout has none.
    private static Column ColumnOf(string name)
    {
        var measured = MeasuredBy(name);
        return new Column(
            Array.FindIndex(Utilities, u => GroupRentalFeatures.RestsOn(name, u)),
            GroupRentalFeatures.IsBeyondPeers(name) || LayoutFeatures.Contains(name, StringComparer.Ordinal),
            name.StartsWith("signal_", StringComparison.Ordinal),
            OfTotals.Contains(measured, StringComparer.Ordinal),
            OfDays.Contains(measured, StringComparer.Ordinal),
            name.EndsWith("_coverage", StringComparison.Ordinal),
            name.EndsWith("_cycle_h", StringComparison.Ordinal));
    }

    private static string MeasuredBy(string name) => GroupRentalFeatures.MeasuredBy(name);

    private static MeterCycle CycleOf(float hours) => hours switch
    {
        float.NaN => MeterCycle.None,
        <= 6 => MeterCycle.Hourly,
        <= 36 => MeterCycle.Daily,
        _ => MeterCycle.Long,
    };

    private readonly record struct Column(int Utility, bool IsLayout, bool IsSignal, bool IsOfTotals, bool IsOfDays, bool IsCoverage, bool IsCycle)
    {
        /// <summary>What is left of a value when its utility is read in a longer cycle.</summary>
        public float Coarser(float value, MeterCycle cycle)
        {
            if (IsCoverage)
            {
                return cycle is MeterCycle.None ? 0 : value;
            }

            if (IsCycle)
            {
                return cycle switch { MeterCycle.None => float.NaN, MeterCycle.Daily => 24, _ => LongCycleHours };
            }

            return (IsOfTotals && cycle is not MeterCycle.None) || (IsOfDays && cycle is MeterCycle.Daily) ? value : float.NaN;
        }
    }
}

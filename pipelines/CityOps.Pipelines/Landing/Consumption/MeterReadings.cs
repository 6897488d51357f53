using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>What is known of one meter around a change: its registers, and what was booked of it before.</summary>
internal sealed class MeterReadings(ulong meterKey)
{
    private readonly List<RegisterSeries> _registers = [];

    public ulong MeterKey { get; } = meterKey;

    public IReadOnlyList<RegisterSeries> Registers => _registers;

    /// <summary>The highest version of its readings.</summary>
    public ulong Newest { get; set; }

    /// <summary>Every dwelling that its consumption was booked to, 0 included.</summary>
    public List<ulong> BookedTo { get; } = [];

    /// <summary>Intervals that stand, of which some may be none any more.</summary>
    public List<BookedInterval> BookedIntervals { get; } = [];

    /// <summary>Whether hours and intervals may be booked that are none any more: anything but new readings behind the known ones.</summary>
    public bool IsRewritten { get; set; }

    public RegisterSeries? Find(Utility utility, RegisterCode code)
    {
        foreach (var register in _registers)
        {
            if (register.Utility == utility && register.Code == code)
            {
                return register;
            }
        }

        return null;
    }

    public RegisterSeries Register(Utility utility, RegisterCode code)
    {
        var register = Find(utility, code);
        if (register is null)
        {
            register = new RegisterSeries(utility, code);
            _registers.Add(register);
        }

        return register;
    }
}

internal readonly record struct BookedInterval(ulong DwellingKey, Utility Utility, RegisterCode Code, long StartedMs, long FinishedMs);

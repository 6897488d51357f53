using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

internal enum StepKind : byte
{
    Plausible,

    /// <summary>More than a domestic meter can pass in the time.</summary>
    Jump,

    /// <summary>The register went down, and not because it ran over its last digit.</summary>
    Reset,
}

/// <param name="Used">What the register claims was used; of no meaning after a reset.</param>
internal readonly record struct Step(StepKind Kind, double Used);

/// <summary>What two readings of a register say of the time between them, and which readings are left out. With pictures: docs/consumption.md.</summary>
internal sealed class RegisterRules(LandingOptions options)
{
    /// <summary>Readings at most this far apart give hours, others an interval.</summary>
    public const long LongestSpreadMs = 6 * HourMs;

    public const long HourMs = 3_600_000;

    /// <summary>A register is near its top in the last hundredth below it.</summary>
    private const double NearTop = 0.99;

    /// <summary>Domestic meters have at least four whole digits.</summary>
    private const double SmallestTop = 10_000;

    /// <summary>Readings further apart than this are not differenced.</summary>
    public long LongestIntervalMs { get; } = options.MaxIntervalDays * 24L * HourMs;

    public Step Between(in RegisterReading from, in RegisterReading to, Utility utility)
    {
        var used = to.Register - from.Register;
        var isOver = false;
        if (used < 0)
        {
            var top = TopAbove(from.Register);
            isOver = from.Register >= NearTop * top;
            used = to.Register + (top - from.Register);
            if (!isOver)
            {
                return new Step(StepKind.Reset, 0);
            }
        }

        var isJump = used * HourMs / (to.AtMs - from.AtMs) > LimitOf(utility);
        return isJump ? new Step(isOver ? StepKind.Reset : StepKind.Jump, isOver ? 0 : used) : new Step(StepKind.Plausible, used);
    }

    /// <summary>
    /// Whether a reading counts. One that stands alone does not: with it the register falls, without it all is plausible. Of two such readings in a row
    /// the first is left out. It rests on the two readings before and the one behind.
    /// </summary>
    public bool Counts(ReadOnlySpan<RegisterReading> series, int index, Utility utility) =>
        !StandsAlone(series, index, utility) || StandsAlone(series, index - 1, utility);

    private bool StandsAlone(ReadOnlySpan<RegisterReading> series, int index, Utility utility)
    {
        if (index < 1 || index > series.Length - 2)
        {
            return false;
        }

        ref readonly var before = ref series[index - 1];
        ref readonly var own = ref series[index];
        ref readonly var behind = ref series[index + 1];
        if (own.Register >= before.Register && behind.Register >= own.Register)
        {
            return false;
        }

        var (there, back) = (Between(before, own, utility).Kind, Between(own, behind, utility).Kind);
        if (there is not StepKind.Reset && back is not StepKind.Reset)
        {
            return false;
        }

        // A slow meter's register may truly be replaced and pass its old value again: so both steps are impossible, or all is within hours.
        var isImpossible = there is not StepKind.Plausible && back is not StepKind.Plausible;
        var isShort = own.AtMs - before.AtMs <= LongestSpreadMs && behind.AtMs - own.AtMs <= LongestSpreadMs;
        return (isImpossible || isShort) && behind.AtMs - before.AtMs <= LongestIntervalMs && Between(before, behind, utility).Kind is StepKind.Plausible;
    }

    private double LimitOf(Utility utility) => utility switch
    {
        Utility.Water => options.MaxWaterM3PerHour,
        Utility.Gas => options.MaxGasM3PerHour,
        _ => options.MaxElectricityKw,
    };

    private static double TopAbove(double register)
    {
        var top = SmallestTop;
        while (top <= register)
        {
            top *= 10;
        }

        return top;
    }
}

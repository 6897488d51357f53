using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>How often one meter is read.</summary>
internal enum MeterCycle : byte
{
    Never,
    QuarterHour,
    Hourly,
    Daily,
    TwoMonthly,
}

/// <summary>What is fixed about one meter: its register, its accuracy, when it is read and whom it is ascribed to. All of it follows from the seed.</summary>
/// <param name="Step">Resolution of the register, in m³ or kWh.</param>
/// <param name="Gain">What it counts of each unit.</param>
/// <param name="Second">Its second of the hour.</param>
/// <param name="Dwelling">The dwelling it is ascribed to; another one where the link is wrong.</param>
/// <param name="Head">The dwelling with the master meter that counts for this one; itself where it has its own.</param>
/// <param name="LossRate">Imitated homes: share of transmissions that are lost.</param>
/// <param name="Restless">Imitated homes: share of transmissions that come by another receiver, <paramref name="StraySeconds"/> off the usual second; all waver by <paramref name="WobbleSeconds"/>.</param>
internal readonly record struct MeterTraits(float Step, float Gain, short Second, MeterCycle Cycle, int Dwelling, int Head, float LossRate, float Restless, float StraySeconds, float WobbleSeconds)
{
    public const int Utilities = 3;

    public static MeterTraits Of(ulong seed, DwellingPlan plan, int utility, int dwellings, HouseholdOptions options)
    {
        var random = new SeededRandom(SeededRandom.Hash(seed, (ulong)Purpose.Meter, plan.Index, utility));
        var step = options.Like.Count > 0 ? 0.001f : StepOf(utility, random.NextDouble());
        var gain = Math.Exp(random.Normal(0, P.GainDeviation));
        if (plan.Kind is DwellingKind.BrokenMeter && utility == plan.Index % 2)
        {
            gain *= random.Chance(0.5) ? random.Between(1.6, 3) : random.Between(0.3, 0.7);
        }

        var head = HeadOf(seed, plan.Index, utility, dwellings, options);
        var second = (short)(SeededRandom.Share(seed, (ulong)Purpose.Phase, head, utility) * (3_599 - P.JitterSeconds));
        var cycle = utility == 2 && !plan.Habits.HasGas ? MeterCycle.Never : head != plan.Index ? MeterCycle.Never : CycleOf(seed, plan.Index, utility, options.Cycles);
        return new MeterTraits(step, (float)gain, second, cycle, DwellingOf(seed, plan.Index, utility, dwellings, options), head, (float)LossOf(random), (float)(0.5 * Math.Pow(random.NextDouble(), 2)), (float)((random.Chance(0.5) ? 1 : -1) * random.Between(600, 1_700)), (float)(4 + random.Exponential(8)));
    }

    private static float StepOf(int utility, double draw) => utility switch
    {
        0 => draw < P.WaterHundredLitreShare ? 0.1f : draw < P.WaterHundredLitreShare + P.WaterTenLitreShare ? 0.01f : 0.001f,
        1 => (float)P.ElectricityStepKwh,
        _ => draw < P.GasTenLitreShare ? 0.01f : 0.001f,
    };

    // Most radio links are good; some lose every fifth transmission.
    private static double LossOf(SeededRandom random) => Math.Min(0.6, 0.004 + (0.04 * Math.Exp(random.Normal(0, 1.7))));

    private static int HeadOf(ulong seed, int dwelling, int utility, int dwellings, HouseholdOptions options)
    {
        var first = dwelling - (dwelling % 4);
        return options.Has(Hardships.MasterMeters) && utility == 0 && first + 4 <= dwellings && SeededRandom.Share(seed, (ulong)Purpose.Master, first, 0) < P.HardMasterMeters ? first : dwelling;
    }

    private static int DwellingOf(ulong seed, int dwelling, int utility, int dwellings, HouseholdOptions options)
    {
        var neighbour = dwelling ^ 1;
        var isWrong = options.Has(Hardships.WrongLinks) && neighbour < dwellings && SeededRandom.Share(seed, (ulong)Purpose.Link, dwelling, utility) < P.HardWrongLinks;
        return isWrong ? neighbour : dwelling;
    }

    private static MeterCycle CycleOf(ulong seed, int dwelling, int utility, ReadingMix mix) => mix switch
    {
        ReadingMix.QuarterHour => MeterCycle.QuarterHour,
        ReadingMix.DailyElectricity => utility == 1 ? MeterCycle.Daily : MeterCycle.Never,
        ReadingMix.DailyAndTwoMonthly => utility == 1 ? MeterCycle.Daily : MeterCycle.TwoMonthly,
        ReadingMix.Mixed => CycleOf(seed, dwelling, utility, SeededRandom.Share(seed, (ulong)Purpose.Phase, dwelling, 9) switch
        {
            < 0.55 => ReadingMix.AllHourly,
            < 0.7 => ReadingMix.DailyElectricity,
            _ => ReadingMix.DailyAndTwoMonthly,
        }),
        _ => MeterCycle.Hourly,
    };
}

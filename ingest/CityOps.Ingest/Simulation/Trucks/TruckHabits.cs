namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>How a driver cheats, and what is wrong with the truck's sensors: the second looks like the first.</summary>
/// <param name="Dumps">Tips where it is not permitted, on some trips.</param>
/// <param name="StraysOff">Leaves the corridor, on some trips.</param>
/// <param name="WorksLate">Begins before its hours and ends after them, on some days.</param>
/// <param name="LeavesOpen">Carries uncovered, on some trips.</param>
/// <param name="Speeds">Drives over the limit, on some trips.</param>
/// <param name="LidIsStuck">The lid sensor says open for ever.</param>
/// <param name="LidFlickers">The lid sensor now and then says open.</param>
/// <param name="TellsLoad">The terminal has a load bit.</param>
/// <param name="GoesDark">Cuts the terminal off on some trips. Only who does nothing else that is unlawful, so that the other kinds keep their truth, as with the next two.</param>
/// <param name="Tampers">Cuts power or antenna, or freezes the position, on some trips.</param>
/// <param name="TipsElsewhere">Tips on some trips at a disposal site that its permit does not name.</param>
internal sealed record TruckHabits(
    bool Dumps, bool StraysOff, bool WorksLate, bool LeavesOpen, bool Speeds, bool LidIsStuck, bool LidFlickers, bool TellsLoad, bool GoesDark = false, bool Tampers = false,
    bool TipsElsewhere = false)
{
    private const double CheatShare = 0.15;
    private const double StuckShare = 0.04;
    private const double FlickerShare = 0.08;
    private const double NoLoadShare = 0.1;
    private const double DarkShare = 0.15;
    private const double TamperShare = 0.1;
    private const double ElsewhereShare = 0.1;

    /// <param name="dumpingShare">The share of drivers who dump; 0 makes all drivers honest.</param>
    public static TruckHabits Of(ulong seed, int index, double dumpingShare)
    {
        var random = SeededRandom.For(seed, "truck-honesty", index);
        var honest = dumpingShare <= 0;
        var dumps = random.Chance(dumpingShare) || (index == 0 && !honest);
        bool Cheats() => random.Chance(CheatShare) && !honest;
        var habits = new TruckHabits(
            dumps, Cheats(), Cheats(), Cheats(), Cheats(), random.Chance(StuckShare) && index > 0, random.Chance(FlickerShare) && index > 0, !random.Chance(NoLoadShare) || index == 0);
        var cheats = habits.Dumps || habits.StraysOff || habits.WorksLate || habits.LeavesOpen || habits.Speeds;
        if (honest || cheats)
        {
            return habits;
        }

        var other = SeededRandom.For(seed, "truck-darkness", index);
        return other.Chance(DarkShare) ? habits with { GoesDark = true }
            : other.Chance(TamperShare) ? habits with { Tampers = true }
            : habits with { TipsElsewhere = other.Chance(ElsewhereShare) };
    }
}

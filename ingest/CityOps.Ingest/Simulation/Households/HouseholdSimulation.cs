using CityOps.Contracts.Scenarios;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>What the group-rental scenario contributes to this layer.</summary>
public static class HouseholdSimulation
{
    public static void AddTo(IScenarioParts parts) => parts.Add(new SimulatorPart("group-rental", "households", () => new HouseholdSimulator())
    {
        Problem = HouseholdOptionCheck.ProblemWithFiles,
        Options =
        [
            new("like", "HOMES.csv", "Families of the same sizes as these homes (dwelling_id,members,floor_area_m2_band), by Spanish hours; unless told otherwise 445 days from 2016-03-01.", []),
            new("district", "KIND", "hard: wrong links, master meters, mixed cycles, missing gas, cars and roofs, short lets, flats being decorated.", ["standard", "hard"]),
            new("without", "HARDSHIPS", $"What to leave out of the hard district, with commas between: {string.Join(", ", HouseholdOptions.Words)}.", []),
            new("cycles", "MIX", "How often meters are read.", ["all_hourly", "quarter_hour", "daily_electricity", "daily_and_two_monthly", "mixed"]),
            new("group-rental-share", "SHARE", "Share of group rentals, 0 to 1; 0.05 unless told otherwise.", []),
            new("culture", "NAME", "Hours of the day and climate.", ["shanghai", "spain"]),
            new("signals", "YES", "yes: complaints, parcels and filings too, as dwelling-signals.", ["yes"]),
        ],
    });
}

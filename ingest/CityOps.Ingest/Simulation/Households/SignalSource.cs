using System.Globalization;
using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// Complaints, reports, parcels and filings: weak evidence that any full or noisy home gives too. Rates a week are assumed: a group rental is complained of some four
/// times as often as another home, and most complaints are of others.
/// </summary>
internal sealed class SignalSource(ulong seed, DwellingPlan[] plans, SubjectNames names)
{
    private const double ComplaintsPerWeek = 0.004;
    private const double RentalLift = 4;
    private const double FilingShare = 0.25;
    private readonly SeededRandom _random = new(0);

    /// <summary>Adds a day's signals: parcels once a week, complaints and reports as they come.</summary>
    public void Add(DistrictDay today, DateTimeOffset at, ReferenceRows<DwellingSignal> signals)
    {
        foreach (var plan in plans)
        {
            _random.Restart(seed, (ulong)Purpose.Link, plan.Index, 1_000 + today.Day.DayNumber);
            var lift = plan.IsRentalOn(today.Day) ? RentalLift : plan.Residents.Length > 4 ? 2 : 1;
            One(DwellingSignalKind.Complaint12345, _random.Chance(ComplaintsPerWeek / 7 * lift), 1);
            One(DwellingSignalKind.PropertyReport, _random.Chance(ComplaintsPerWeek / 14 * lift), 1);
            One(DwellingSignalKind.RentalFiling, plan.Tenure is Tenure.Rented && today.Day.DayNumber % 360 == plan.Index % 360 && _random.Chance(FilingShare), 1);
            One(DwellingSignalKind.ParcelCount, today.Day.DayNumber % 7 == plan.Index % 7, _random.Poisson(Math.Min(20, 0.5 + (1.2 * plan.ResidentsOn(today.Day).Length * _random.Between(0.3, 1.7)))));

            void One(DwellingSignalKind kind, bool comes, double value)
            {
                if (comes)
                {
                    signals.Add(new DwellingSignal(names.Dwelling(plan.Index), at, kind, value, string.Create(CultureInfo.InvariantCulture, $"SIM-{kind}-{plan.Index + 1}-{today.Day:yyyyMMdd}")));
                }
            }
        }
    }
}

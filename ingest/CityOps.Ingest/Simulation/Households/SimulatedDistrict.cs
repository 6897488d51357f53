using System.Globalization;
using CityOps.Contracts.Events;
using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>One run's dwellings, their state and their meters. Days are played in order, each on as many threads as there are cores; the result does not depend on how many.</summary>
internal sealed class SimulatedDistrict
{
    private const int DwellingsPerPart = 512;
    private readonly SimulationRequest _request;
    private readonly HouseholdOptions _options;
    private readonly TimeZoneInfo _zone;
    private readonly Calendar _calendar;
    private readonly Climate _climate;
    private readonly DwellingPlan[] _plans;
    private readonly HomeState[] _states;
    private readonly byte[] _present;
    private readonly SignalSource? _signals;

    public SimulatedDistrict(SimulationRequest request)
    {
        _request = request;
        _options = HouseholdOptions.Read(request.Options);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(_options.Culture == Culture.Shanghai ? request.TimeZone : _options.Culture.TimeZone);
        (_calendar, _climate) = (new Calendar(_options.Culture), new Climate(request.Seed, _options.Culture));
        var (first, last) = (DayOf(request.From), DayOf(request.To));
        var planner = new DwellingPlanner(request.Seed, _options, first, last);
        var count = _options.Like.Count > 0 ? _options.Like.Count : request.Subjects;
        (_plans, _states, _present) = (new DwellingPlan[count], new HomeState[count], new byte[count]);
        Parallel.For(0, count, index => _plans[index] = planner.Plan(index));
        Names = new SubjectNames(request.Seed, count, _options.Like);
        Meters = new MeterBank(request.Seed, _plans, _options, first, last);
        _signals = request.Options.ContainsKey("signals") ? new SignalSource(request.Seed, _plans, Names) : null;
    }

    public SubjectNames Names { get; }

    public MeterBank Meters { get; }

    /// <summary>Dwellings and meter links, and with them the truth about who lives there.</summary>
    public IEnumerable<SimulatedEvents> Register(ITruthSink truth, int rowsPerBatch)
    {
        var (dwellings, links) = (HouseholdRows.Dwellings(), HouseholdRows.Links());
        var since = _request.From.AddYears(-1);
        foreach (var plan in _plans)
        {
            dwellings.Add(District.Dwelling(plan, _request.Seed, Names.Dwelling(plan.Index), since));
            AddLinks(plan, since, links);
            DwellingTruth.Write(plan, Names.Dwelling(plan.Index), _request, _options, DayOf(_request.To), truth);
            if (dwellings.Count == rowsPerBatch)
            {
                yield return new SimulatedEvents(dwellings.Contract, dwellings.Take(), _request.From);
                yield return new SimulatedEvents(links.Contract, links.Take(), _request.From);
            }
        }

        if (dwellings.Count > 0)
        {
            yield return new SimulatedEvents(dwellings.Contract, dwellings.Take(), _request.From);
            yield return new SimulatedEvents(links.Contract, links.Take(), _request.From);
        }
    }

    public IEnumerable<DistrictDay> Days()
    {
        for (var day = DayOf(_request.From); day <= DayOf(_request.To.AddTicks(-1)); day = day.AddDays(1))
        {
            yield return new DistrictDay(day, _zone, _calendar, _climate, _options.Culture);
        }
    }

    /// <summary>Plays a day in every dwelling and puts it on the meters.</summary>
    public void Play(DistrictDay today, ITruthSink truth, CancellationToken cancellationToken)
    {
        var parts = (_plans.Length + DwellingsPerPart - 1) / DwellingsPerPart;
        Parallel.For(0, parts, new ParallelOptions { CancellationToken = cancellationToken }, () => new DwellingDay(), (part, _, play) =>
        {
            for (var index = part * DwellingsPerPart; index < Math.Min(_plans.Length, (part + 1) * DwellingsPerPart); index++)
            {
                play.Play(_plans[index], _request.Seed, District.TownOf(index), ref _states[index], today);
                Meters.SetDay(index, play, today.Clock, today.Day);
                _present[index] = (byte)play.Present;
            }

            return play;
        }, _ => { });
        Meters.MergeMasters();
        for (var index = 0; index < _plans.Length && truth is not NoTruth; index++)
        {
            truth.Write(new TruthRow(Names.Dwelling(index), today.Clock.Start, today.Clock.Start.AddHours(today.Clock.Hours), "present", _present[index]));
        }
    }

    /// <summary>What the weather stations, and others where asked for, say in an hour.</summary>
    public void Observe(DistrictDay today, int hour, ReferenceRows<Weather> weather, ReferenceRows<DwellingSignal> signals)
    {
        var (at, wall) = (today.Clock.Start.AddHours(hour), today.Clock.Wall(hour));
        for (var town = 0; town < District.TownCount; town++)
        {
            var (_, lon, lat) = District.Town(town);
            var rain = _climate.RainMm(today.Day, wall, town);
            weather.Add(new Weather(
                string.Create(CultureInfo.InvariantCulture, $"SIM-WX{town + 1}"), at, lon, lat, Math.Round(today.Temperature(town, wall), 1), rain > 0 ? 92 : 70, rain, 2.5, 135));
        }

        if (hour == 12)
        {
            _signals?.Add(today, at, signals);
        }
    }

    private void AddLinks(DwellingPlan plan, DateTimeOffset since, ReferenceRows<MeterLink> links)
    {
        for (var utility = 0; utility < MeterTraits.Utilities; utility++)
        {
            var traits = Meters.Traits(plan.Index, utility);
            var isMaster = utility == 0 && (traits.Head != plan.Index || (plan.Index + 1 < _plans.Length && Meters.Traits(plan.Index + 1, 0).Head == plan.Index));
            if (utility == 2 && !plan.Habits.HasGas)
            {
                continue;
            }

            // A wrong link shows, if at all, in a weaker match.
            var confidence = Math.Round(traits.Dwelling == plan.Index ? 0.86 + (0.14 * Draw(plan.Index, utility)) : 0.55 + (0.42 * Draw(plan.Index, utility)), 2);
            links.Add(new MeterLink(
                Names.Meter(traits.Head, utility), Names.Dwelling(isMaster ? plan.Index : traits.Dwelling), isMaster ? MeterShare.Master : MeterShare.Own, TariffOf(plan, utility), confidence, since, null));
        }
    }

    private static Tariff? TariffOf(DwellingPlan plan, int utility) => (utility, plan.Kind) switch
    {
        (1, _) when plan.Habits.HasEv => Tariff.Ev,
        (1, _) when plan.Habits.PvKw > 0 => Tariff.Pv,
        (_, DwellingKind.ShopInFlat) when plan.Index % 3 == 0 => Tariff.Commercial,
        _ => Tariff.Residential,
    };

    private double Draw(int dwelling, int utility) => SeededRandom.Share(_request.Seed, (ulong)Purpose.Link, dwelling, 50 + utility);

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);
}

/// <summary>What is true of a dwelling for the whole of a run.</summary>
internal static class DwellingTruth
{
    public static void Write(DwellingPlan plan, string id, SimulationRequest request, HouseholdOptions options, DateOnly last, ITruthSink truth)
    {
        var until = last.AddDays(-1);
        var isRental = plan.IsRentalOn(until);
        var kind = plan.Kind.IsGroupRental() && !isRental ? DwellingKind.Family.Word() : plan.Kind.Word();
        truth.Write(new TruthRow(id, request.From, request.To, "occupants", plan.ResidentsOn(until).Length, Detail: kind));
        truth.Write(new TruthRow(id, request.From, request.To, "group_rental", isRental ? 1 : 0, Detail: kind));
        if (plan.Kind.IsGroupRental())
        {
            truth.Write(new TruthRow(id, Instant(plan.RentalFrom, request.From), Instant(plan.RentalTo, request.To), "group_rental_period", plan.Residents.Length, Detail: plan.Kind.Word()));
        }

        var refusal = options.Has(Hardships.NoEntry) ? P.HardNoEntry : P.NoEntry;
        truth.Write(new TruthRow(id, request.From, request.To, "no_entry", SeededRandom.Share(request.Seed, (ulong)Purpose.Link, plan.Index, 99) < refusal ? 1 : 0));
    }

    private static DateTimeOffset Instant(DateOnly? day, DateTimeOffset otherwise) =>
        day is null || day == DateOnly.MinValue || day == DateOnly.MaxValue ? otherwise : new DateTimeOffset(day.Value.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8));
}

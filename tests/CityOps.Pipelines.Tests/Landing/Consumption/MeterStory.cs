namespace CityOps.Pipelines.Tests.Landing.Consumption;

/// <summary>What some meters of a made-up district say, and what links say of them, with everything that goes wrong in the field.</summary>
/// <param name="Events">In the order in which they happen; each is a <see cref="Reading"/> or a <see cref="Link"/>.</param>
internal sealed record MeterStory(IReadOnlyList<object> Events)
{
    public IEnumerable<Reading> Readings => Events.OfType<Reading>();

    public IEnumerable<Link> Links => Events.OfType<Link>();

    public static MeterStory Tell(int seed, DateTimeOffset from, int meters)
    {
        var random = new Random(seed);
        var events = new List<object>();
        for (var meter = 1UL; meter <= (ulong)meters; meter++)
        {
            var one = new OneMeter(random, meter, from);
            events.AddRange(one.Readings());
            events.AddRange(one.Links());
        }

        return new MeterStory(events);
    }

    /// <summary>The same events in another order; those that replace each other keep theirs.</summary>
    public MeterStory InOrderOf(Func<object, double> when)
    {
        var places = Events.GroupBy(KeyOf).SelectMany(same => same.Select(when).Order().Zip(same)).OrderBy(e => e.First).Select(e => e.Second);
        return new MeterStory([.. places]);
    }

    private static object KeyOf(object item) => item switch
    {
        Reading r => (r.Meter, r.Utility, r.Code, r.At),
        Link l => (l.Meter, l.Dwelling, l.From),
        _ => item,
    };

    private sealed class OneMeter(Random random, ulong meter, DateTimeOffset from)
    {
        private const int Days = 9;
        private static readonly string[] Utilities = ["water", "electricity", "gas"];
        private static readonly string[] Shares = ["own", "own", "own", "shared", "master"];
        private static readonly string[] Tariffs = ["residential", "residential", "residential", "ev", "pv"];
        private static readonly double[] Minutes = [15, 60, 60, 60, 180, 360, 480, 1440];

        private readonly string _utility = Utilities[random.Next(3)];
        private readonly bool _saysDwelling = random.Next(3) > 0;
        private readonly bool _jitters = random.Next(2) == 0;

        public List<Reading> Readings()
        {
            string[] codes = random.Next(6) switch { 0 => ["peak", "valley"], 1 => ["total", "peak", "valley"], 2 => ["peak"], _ => ["total"] };
            var minutes = Minutes[random.Next(Minutes.Length)];
            return [.. codes.SelectMany(code => Register(code, minutes))];
        }

        public IEnumerable<Link> Links()
        {
            for (var n = random.Next(4); n > 0; n--)
            {
                var begin = from.AddHours(random.Next(-48, 24 * Days)).AddMinutes(random.Next(0, 60));
                DateTimeOffset? end = random.Next(2) == 0 ? null : begin.AddHours(random.Next(1, 24 * Days));
                double? confidence = random.Next(4) switch { 0 => 0.3, 1 => null, _ => 1 };
                yield return new Link(meter, Dwelling(), begin, end, Shares[random.Next(Shares.Length)], confidence, Tariffs[random.Next(Tariffs.Length)]);
            }
        }

        // Few dwellings, so that meters meet in them.
        private ulong Dwelling() => (ulong)random.Next(1, 12) << 60;

        private IEnumerable<Reading> Register(string code, double minutes)
        {
            var register = random.Next(4) switch { 0 => 9_990, 1 => 99_990, 2 => 0, _ => Math.Round(random.NextDouble() * 5_000, 3) };
            var dwelling = _saysDwelling ? Dwelling() : 0;
            var still = 0;
            for (var at = from; at < from.AddDays(Days); at = at.AddMinutes(minutes))
            {
                minutes = random.Next(40) == 0 ? Minutes[random.Next(Minutes.Length)] : minutes;
                still = random.Next(60) == 0 ? 12 : still - 1;
                dwelling = _saysDwelling && random.Next(60) == 0 ? Dwelling() : random.Next(80) == 0 ? 0 : dwelling;
                register = Math.Round(register + (still > 0 ? 0 : random.NextDouble() * 0.4 * minutes / 60), 3);
                register = random.Next(100) == 0 ? Math.Round(random.NextDouble(), 3) : register >= 100_000 ? register - 100_000 : register is >= 10_000 and < 90_000 ? register - 10_000 : register;
                register += random.Next(100) == 0 ? 700 * minutes / 60 : 0;
                if (random.Next(30) == 0)
                {
                    continue;
                }

                var read = _jitters ? at.AddMilliseconds(random.Next((int)(minutes * 20_000))) : at;
                foreach (var said in Said(register))
                {
                    yield return new Reading(meter, dwelling, _utility, code, read, Math.Max(0, said));
                }
            }
        }

        // A spike, a dip, a correction, a repetition.
        private double[] Said(double register) => random.Next(40) switch
        {
            0 => [Math.Round(register + 5_000, 3)],
            1 => [Math.Round(register * 0.4, 3)],
            2 => [Math.Round(register + 0.6, 3)],
            3 => [Math.Round(register + 0.2, 3), register],
            4 => [register, register],
            _ => [register],
        };
    }
}

using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>
/// Computes the hours and intervals of one meter around what changed. A pure function of the readings and links it is given; what
/// it needs around a change is <see cref="Surroundings"/>. The rules: docs/consumption.md.
/// </summary>
internal sealed class MeterBook(RegisterRules rules, ConsumptionRows rows)
{
    private readonly HourSpans _hours = new();
    private readonly HourCells _cells = new();
    private readonly List<OwnedSpan> _owned = [];
    private readonly List<BookedHour> _booked = [];
    private readonly HashSet<(ulong DwellingKey, long StartedMs)> _intervals = [];

    public void Book(MeterReadings meter, MeterLinks links)
    {
        for (var utility = Utility.Water; utility <= Utility.Gas; utility++)
        {
            BookHours(meter, links, utility);
        }

        foreach (var register in meter.Registers)
        {
            if (register.IsChanged)
            {
                BookIntervals(meter, register, links);
            }
        }
    }

    private void BookHours(MeterReadings meter, MeterLinks links, Utility utility)
    {
        _hours.Clear();
        foreach (var register in meter.Registers)
        {
            if (register.Utility == utility && register.IsChanged)
            {
                Surroundings.AddHours(register, meter.IsRewritten, _hours);
            }
        }

        if (_hours.Count == 0)
        {
            return;
        }

        _hours.Settle();
        _cells.Clear();
        foreach (var register in meter.Registers)
        {
            if (register.Utility == utility)
            {
                SpreadPairs(register, links);
            }
        }

        _cells.Book(_booked);
        var version = meter.Newest + links.Version;
        foreach (var hour in _booked)
        {
            rows.AddHour(meter.MeterKey, utility, hour, version);
        }

        if (meter.IsRewritten)
        {
            TakeBackHours(meter, utility, version);
        }
    }

    private void SpreadPairs(RegisterSeries register, MeterLinks links)
    {
        var series = register.Readings;
        var (from, behind) = (_hours[0].From * RegisterRules.HourMs, _hours[^1].To * RegisterRules.HourMs);
        var last = -1;
        for (var at = Surroundings.StartOfPairAt(register, from); at < series.Length && (last < 0 || series[last].AtMs < behind); at++)
        {
            if (!rules.Counts(series, at, register.Utility))
            {
                continue;
            }

            if (last >= 0 && series[at].AtMs - series[last].AtMs <= RegisterRules.LongestSpreadMs)
            {
                SpreadPair(series[last], series[at], register, links);
            }

            last = at;
        }
    }

    private void SpreadPair(in RegisterReading from, in RegisterReading to, RegisterSeries register, MeterLinks links)
    {
        var step = rules.Between(from, to, register.Utility);
        var apartMs = to.AtMs - from.AtMs;
        var mark = step.Kind switch
        {
            StepKind.Reset => HourMark.Reset,
            StepKind.Jump => HourMark.Jump,
            _ => apartMs > 90 * 60_000 ? HourMark.Spread : HourMark.Measured,
        };
        links.Spans(from, to, _owned);
        foreach (var span in _owned)
        {
            for (var hour = HourSpans.HourOf(span.FromMs); hour < HourSpans.HourBehind(span.ToMs); hour++)
            {
                if (_hours.Contains(hour))
                {
                    var startMs = hour * RegisterRules.HourMs;
                    var overlapMs = Math.Min(span.ToMs, startMs + RegisterRules.HourMs) - Math.Max(span.FromMs, startMs);
                    var isKnown = step.Kind is StepKind.Plausible;
                    _cells.Add(new HourCell(
                        hour, span.Owner.DwellingKey, register.Code, span.Owner.Attribution, mark, isKnown ? step.Used * overlapMs / apartMs : 0, isKnown ? overlapMs : 0));
                }
            }
        }
    }

    private void TakeBackHours(MeterReadings meter, Utility utility, ulong version)
    {
        foreach (var dwelling in meter.BookedTo)
        {
            var at = 0;
            for (var span = 0; span < _hours.Count; span++)
            {
                for (var hour = _hours[span].From; hour < _hours[span].To; hour++)
                {
                    while (at < _booked.Count && _booked[at].Hour < hour)
                    {
                        at++;
                    }

                    if (!IsBooked(at, hour, dwelling))
                    {
                        rows.TakeBackHour(meter.MeterKey, utility, hour, dwelling, version);
                    }
                }
            }
        }
    }

    private bool IsBooked(int at, int hour, ulong dwelling)
    {
        for (; at < _booked.Count && _booked[at].Hour == hour; at++)
        {
            if (_booked[at].DwellingKey == dwelling)
            {
                return true;
            }
        }

        return false;
    }

    private void BookIntervals(MeterReadings meter, RegisterSeries register, MeterLinks links)
    {
        var series = register.Readings;
        var (low, high) = Surroundings.PairsAround(register, meter.IsRewritten);
        var version = meter.Newest + links.Version;
        _intervals.Clear();
        var last = -1;
        for (var at = low; at <= high; at++)
        {
            if (!rules.Counts(series, at, register.Utility))
            {
                continue;
            }

            if (last >= 0)
            {
                BookInterval(meter, register, links, (series[last], series[at]), version);
            }

            last = at;
        }

        foreach (var booked in meter.BookedIntervals)
        {
            if (booked.Utility == register.Utility && booked.Code == register.Code && booked.StartedMs >= series[low].AtMs && booked.FinishedMs <= series[high].AtMs
                && !_intervals.Contains((booked.DwellingKey, booked.StartedMs)))
            {
                rows.TakeBackInterval(meter.MeterKey, booked, version);
            }
        }
    }

    private void BookInterval(MeterReadings meter, RegisterSeries register, MeterLinks links, (RegisterReading From, RegisterReading To) pair, ulong version)
    {
        var apartMs = pair.To.AtMs - pair.From.AtMs;
        if (apartMs > rules.LongestIntervalMs)
        {
            return;
        }

        var step = rules.Between(pair.From, pair.To, register.Utility);
        if (step.Kind is StepKind.Plausible && apartMs <= RegisterRules.LongestSpreadMs)
        {
            return;
        }

        links.Spans(pair.From, pair.To, _owned);
        var owner = _owned.Count == 1 ? _owned[0].Owner : new Owner(0, Attribution.Divided);
        _intervals.Add((owner.DwellingKey, pair.From.AtMs));
        var interval = new BookedInterval(owner.DwellingKey, register.Utility, register.Code, pair.From.AtMs, pair.To.AtMs);
        rows.AddInterval(meter.MeterKey, interval, owner.Attribution, step, version);
    }
}

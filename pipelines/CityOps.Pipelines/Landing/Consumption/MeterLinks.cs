using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Why consumption is a dwelling's own, or nobody's. Where reasons meet in one hour, the later in this list is given.</summary>
internal enum Attribution : byte
{
    /// <summary>The dwelling's own.</summary>
    Own,

    /// <summary>The dwelling's charging point: its own, yet it says nothing of people.</summary>
    Ev,

    /// <summary>What the dwelling's panels feed in.</summary>
    Pv,

    /// <summary>Neither the reading nor a link says whose it is.</summary>
    Unlinked,

    /// <summary>The best link is too unsure (<see cref="LandingOptions.MinMatchConfidence"/>).</summary>
    Weak,

    /// <summary>Several dwellings share the meter; no split of it is invented.</summary>
    Shared,

    /// <summary>The meter measures a building.</summary>
    Master,

    /// <summary>Two dwellings claim the meter with equal right.</summary>
    Disputed,

    /// <summary>The meter changed hands at some time between the two readings.</summary>
    Divided,
}

/// <param name="DwellingKey">0: nobody's.</param>
internal readonly record struct Owner(ulong DwellingKey, Attribution Attribution);

/// <summary>A part of the time between two readings, and whose it is.</summary>
internal readonly record struct OwnedSpan(long FromMs, long ToMs, Owner Owner);

/// <param name="ToMs">The instant at which it ends; <see cref="long.MaxValue"/> where it does not.</param>
internal readonly record struct LinkedDwelling(ulong DwellingKey, MeterShare Share, Tariff Tariff, double Confidence, long FromMs, long ToMs);

/// <summary>The links of one meter: whose its consumption is.</summary>
/// <param name="version">The highest version among them, 0 where there are none.</param>
internal sealed class MeterLinks(IReadOnlyList<LinkedDwelling> links, ulong version, double minConfidence)
{
    public ulong Version { get; } = version;

    /// <summary>Whose the time between two readings is, in parts that follow each other.</summary>
    public void Spans(in RegisterReading from, in RegisterReading to, List<OwnedSpan> spans)
    {
        spans.Clear();
        if (to.DwellingKey != 0)
        {
            spans.Add(new OwnedSpan(from.AtMs, to.AtMs, Said(from.DwellingKey, to.DwellingKey, to.AtMs - 1)));
            return;
        }

        var at = from.AtMs;
        while (at < to.AtMs)
        {
            var next = Math.Min(NextChange(at), to.AtMs);
            var owner = OwnerAt(at);
            if (spans.Count > 0 && spans[^1].Owner == owner)
            {
                spans[^1] = spans[^1] with { ToMs = next };
            }
            else
            {
                spans.Add(new OwnedSpan(at, next, owner));
            }

            at = next;
        }
    }

    // What a reading says goes before a link to another dwelling; that a meter is shared or a building's only a link can say.
    private Owner Said(ulong before, ulong dwelling, long atMs)
    {
        if (before != 0 && before != dwelling)
        {
            return new Owner(0, Attribution.Divided);
        }

        if (!TryBest(atMs, out var best))
        {
            return new Owner(dwelling, Attribution.Own);
        }

        return best.Share is not MeterShare.Own ? Nobody(best.Share)
            : new Owner(dwelling, best.DwellingKey == dwelling ? OfTariff(best.Tariff) : Attribution.Own);
    }

    private Owner OwnerAt(long atMs)
    {
        if (!TryBest(atMs, out var best))
        {
            return new Owner(0, Attribution.Unlinked);
        }

        if (best.Share is not MeterShare.Own)
        {
            return Nobody(best.Share);
        }

        if (best.Confidence < minConfidence)
        {
            return new Owner(0, Attribution.Weak);
        }

        foreach (var link in links)
        {
            if (IsValid(link, atMs) && link.DwellingKey != best.DwellingKey && Compare(link, best) == 0)
            {
                return new Owner(0, Attribution.Disputed);
            }
        }

        return new Owner(best.DwellingKey, OfTariff(best.Tariff));
    }

    private bool TryBest(long atMs, out LinkedDwelling best)
    {
        (best, var found) = (default, false);
        foreach (var link in links)
        {
            if (IsValid(link, atMs) && (!found || Compare(link, best) > 0))
            {
                (best, found) = (link, true);
            }
        }

        return found;
    }

    private long NextChange(long atMs)
    {
        var next = long.MaxValue;
        foreach (var link in links)
        {
            next = link.FromMs > atMs ? Math.Min(next, link.FromMs) : next;
            next = link.ToMs > atMs ? Math.Min(next, link.ToMs) : next;
        }

        return next;
    }

    private static bool IsValid(in LinkedDwelling link, long atMs) => link.FromMs <= atMs && atMs < link.ToMs;

    // The surer, then the later, then the narrower share.
    private static int Compare(in LinkedDwelling one, in LinkedDwelling other)
    {
        var order = one.Confidence.CompareTo(other.Confidence);
        order = order != 0 ? order : one.FromMs.CompareTo(other.FromMs);
        return order != 0 ? order : Rank(one.Share).CompareTo(Rank(other.Share));
    }

    private static int Rank(MeterShare share) => share switch { MeterShare.Own => 2, MeterShare.Shared => 1, _ => 0 };

    private static Owner Nobody(MeterShare share) => new(0, share is MeterShare.Master ? Attribution.Master : Attribution.Shared);

    private static Attribution OfTariff(Tariff tariff) => tariff switch { Tariff.Ev => Attribution.Ev, Tariff.Pv => Attribution.Pv, _ => Attribution.Own };
}

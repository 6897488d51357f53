using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>
/// Believes a change of load once two known readings in a row say so: one reading alone is a known source of false alarms. Where a terminal tells no load it is inferred: from the
/// scales, else from where the truck stood and whether its bed was lifted. Scales overrule a load sensor that contradicts them for long.
/// </summary>
public struct LoadTracker
{
    /// <summary>So much more than its lightest is a load; so little more is none. Muck trucks weigh some 14 t and carry some 15 t.</summary>
    private const float LoadedKg = 5_000;
    private const float EmptyKg = 2_500;
    private const int Contradictions = 4;

    /// <summary>As long as it takes to be loaded at a site, or to tip.</summary>
    private const long LoadingMs = 4 * 60_000;
    private const long TippingMs = 2 * 60_000;

    private Load _candidate;
    private bool _isTold;
    private float _lightestKg;
    private float _heaviestKg;
    private int _contradictions;
    private long _atSiteSinceMs;
    private SiteKind? _site;

    /// <summary>The load as believed, unknown until the first known reading.</summary>
    public Load Load { get; private set; }

    /// <summary>The scales have contradicted the load sensor for several points.</summary>
    public readonly bool IsWrong => _contradictions >= Contradictions;

    public void Take(Load reading)
    {
        if (reading == Load.Unknown)
        {
            return;
        }

        if (Load == Load.Unknown || (reading != Load && reading == _candidate))
        {
            Load = reading;
        }

        _candidate = reading;
    }

    /// <param name="site">The kind of the site that the point is in.</param>
    public void Take(in TrackPoint point, SiteKind? site)
    {
        var byScales = Weigh(point.WeightKg);
        if (point.Load != Load.Unknown)
        {
            _isTold = true;
            _contradictions = byScales == Load.Unknown || (byScales == Load.Empty) == (point.Load == Load.Empty) ? 0 : Math.Min(_contradictions + 1, Contradictions);
            Take(IsWrong ? byScales : point.Load);
        }
        else if (!_isTold)
        {
            Take(byScales != Load.Unknown ? byScales : ByPlace(point, site));
        }
    }

    /// <summary>After a silence: nobody knows what became of the load.</summary>
    public void Forget() => (Load, _candidate, _site) = (Load.Unknown, Load.Unknown, null);

    private Load Weigh(float kg)
    {
        if (float.IsNaN(kg))
        {
            return Load.Unknown;
        }

        _lightestKg = _lightestKg == 0 ? kg : Math.Min(_lightestKg, kg);
        _heaviestKg = Math.Max(_heaviestKg, kg);

        // Until it was seen both loaded and empty nobody knows which is which.
        return _heaviestKg - _lightestKg < LoadedKg ? Load.Unknown
            : kg > _lightestKg + LoadedKg ? Load.Full
            : kg < _lightestKg + EmptyKg ? Load.Empty
            : Load.Unknown;
    }

    private Load ByPlace(in TrackPoint point, SiteKind? site)
    {
        var left = Load.Unknown;
        if (site != _site)
        {
            var stoodMs = point.AtMs - _atSiteSinceMs;
            left = _site == SiteKind.Construction && stoodMs >= LoadingMs ? Load.Full
                : _site == SiteKind.Disposal && stoodMs >= TippingMs ? Load.Empty
                : Load.Unknown;
            (_site, _atSiteSinceMs) = (site, point.AtMs);
        }

        if (point.Lifting == Told.Yes)
        {
            return Load.Empty;
        }

        // A visit is one piece of evidence, and enough: no second reading of it will come.
        _candidate = left == Load.Unknown ? _candidate : left;
        return left;
    }
}

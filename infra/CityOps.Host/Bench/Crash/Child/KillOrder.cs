using System.Globalization;

namespace CityOps.Host.Bench.Crash.Child;

/// <summary>Whom a kill ends.</summary>
internal enum KillTarget
{
    /// <summary>Host and engine, by one signal to their group.</summary>
    Group,

    /// <summary>The host; the kernel ends the engine a moment later.</summary>
    Host,

    /// <summary>The engine; the host starts it again and goes on.</summary>
    Engine,
}

/// <summary>Where a child is to end itself.</summary>
/// <param name="Point">A step of the protocol, or <see cref="PartRename"/>.</param>
/// <param name="Nth">At which passing of it, from 1.</param>
internal sealed record KillOrder(string Point, int Nth, KillTarget Target)
{
    /// <summary>The engine is about to rename the n-th part of its life from <c>tmp_insert_…</c> to its place in a table.</summary>
    public const string PartRename = "part-rename";

    public bool IsPartRename => string.Equals(Point, PartRename, StringComparison.Ordinal);

    public static KillOrder Parse(string text) => text.Split(':') is [var point, var nth, var target]
        ? new KillOrder(point, int.Parse(nth, CultureInfo.InvariantCulture), Enum.Parse<KillTarget>(target, ignoreCase: true))
        : throw new FormatException($"'{text}' is no kill order: POINT:N:group|host|engine.");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Point}:{Nth}:{Target.ToString().ToLowerInvariant()}");
}

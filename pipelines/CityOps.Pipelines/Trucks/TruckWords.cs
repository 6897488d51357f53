using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks;

/// <summary>The border's words of the truck contracts, without allocation.</summary>
public static class TruckWords
{
    public static string Of(Load load) => load switch
    {
        Load.Empty => "empty",
        Load.Half => "half",
        Load.Full => "full",
        _ => "unknown",
    };

    public static string Of(Lid lid) => lid switch
    {
        Lid.Closed => "closed",
        Lid.Open => "open",
        _ => "unknown",
    };

    public static string Of(SiteKind kind) => kind switch
    {
        SiteKind.Construction => "construction",
        SiteKind.Disposal => "disposal",
        SiteKind.Parking => "parking",
        SiteKind.Washing => "washing",
        _ => "forbidden",
    };

    public static string Of(SuspicionState state) => state switch
    {
        SuspicionState.Open => "open",
        SuspicionState.Closed => "closed",
        _ => "withdrawn",
    };

    public static Load LoadOf(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("empty"u8) ? Load.Empty : word.SequenceEqual("half"u8) ? Load.Half : word.SequenceEqual("full"u8) ? Load.Full : Load.Unknown;

    public static Lid LidOf(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("closed"u8) ? Lid.Closed : word.SequenceEqual("open"u8) ? Lid.Open : Lid.Unknown;
}

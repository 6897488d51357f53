namespace CityOps.Models.Registry;

/// <summary>Holds a version against the champion before it may take over.</summary>
public interface IVersionJudge
{
    /// <summary>
    /// Both on the rows that the new version was judged on when it was made; empty where there is no champion that could still score. Where the champion's file cannot be read, or no such rows are
    /// kept, one figure that is worse says so: then it is for two people to say.
    /// </summary>
    /// <exception cref="InvalidDataException">The version's file was changed.</exception>
    IReadOnlyList<GateFigure> Judge(string version);
}

/// <summary>One figure of both, and whether it forbids the promotion.</summary>
public sealed record GateFigure(string Name, double Champion, double Challenger, bool IsWorse)
{
    internal const string NoChampion = "a champion to compare with";

    /// <summary>The champion's file cannot be read: there is nothing to hold a version against.</summary>
    public static IReadOnlyList<GateFigure> WithoutChampion { get; } = [new(NoChampion, double.NaN, double.NaN, IsWorse: true)];

    /// <summary>Neither version kept what it was judged on.</summary>
    public static IReadOnlyList<GateFigure> WithoutRows { get; } = [new("rows to compare on", double.NaN, double.NaN, IsWorse: true)];
}

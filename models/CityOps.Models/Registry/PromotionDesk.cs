namespace CityOps.Models.Registry;

/// <summary>What became of a wish to put a version to work.</summary>
public enum PromotionState
{
    /// <summary>It scores from now on.</summary>
    Promoted,

    /// <summary>The gate found it worse; the figures say where.</summary>
    Refused,

    /// <summary>Worse, and asked for all the same: it waits for a second person.</summary>
    WaitsForSecondPerson,

    /// <summary>The one who asked cannot be the second person.</summary>
    SamePerson,

    /// <summary>There is no such version, or none was at work before the present one.</summary>
    NotFound,

    /// <summary>The version's file is not as it was stored.</summary>
    Damaged,

    /// <summary>It is the champion already.</summary>
    AlreadyAtWork,
}

/// <param name="Previous">What worked before; null for the first.</param>
/// <param name="Message">What happened or what to do, for people.</param>
public sealed record PromotionResult(PromotionState State, string Version, string? Previous, IReadOnlyList<GateFigure> Figures, string Message);

/// <param name="By">Who asked for it, and cannot confirm it.</param>
/// <param name="Until">Then it is forgotten.</param>
public sealed record WaitingPromotion(string Version, string By, string Reason, DateTimeOffset Until);

/// <summary>
/// Where a person puts a version to work or takes the last one back. A version that the gate finds worse is refused with the figures; it takes a second person, within a week, to use it
/// all the same. Who did it and why is kept. Leaves who may ask, and which of two versions is worse, to others.
/// </summary>
public sealed class PromotionDesk(ModelRegistry registry, IVersionJudge judge, TimeProvider time)
{
    /// <summary>A reason is a sentence.</summary>
    public const int ShortestReason = 10;

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>Where a rollback goes; null where no version was at work before the present one.</summary>
    public string? RollsBackTo => BeforeOf(registry.VersionOf(ModelRegistry.Champion));

    /// <summary>What somebody asked for although it is worse, and a second person may confirm; null where nothing waits.</summary>
    public WaitingPromotion? Waiting => registry.Waiting() is { } wish && Stands(wish, registry.VersionOf(ModelRegistry.Champion), time.GetUtcNow())
        ? new(wish.Version, wish.By, wish.Reason, wish.At + LongestWait)
        : null;

    /// <param name="by">A name; blanks around it and capitals make no other person.</param>
    /// <param name="despiteGate">Asks for it although it is worse: the first time it waits, a second person's same wish promotes it.</param>
    public PromotionResult Promote(string version, string by, string reason, bool despiteGate = false)
    {
        var current = registry.VersionOf(ModelRegistry.Champion);
        if (!registry.Versions().Contains(version, StringComparer.Ordinal))
        {
            return new(PromotionState.NotFound, version, current, [], $"There is no version '{version}'. There are: {string.Join(", ", registry.Versions())}.");
        }

        if (string.Equals(current, version, StringComparison.Ordinal))
        {
            return new(PromotionState.AlreadyAtWork, version, current, [], $"{version} is the champion already.");
        }

        IReadOnlyList<GateFigure> figures;
        try
        {
            _ = registry.Read(version);
            figures = judge.Judge(version);
        }
        catch (InvalidDataException changed)
        {
            return new(PromotionState.Damaged, version, current, [], changed.Message);
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        var wish = new Promotion(version, current, time.GetUtcNow(), by.Trim(), reason);
        if (!figures.Any(f => f.IsWorse))
        {
            registry.Promote(wish);
            return new(PromotionState.Promoted, version, current, figures, $"{version} scores from now on.");
        }

        return despiteGate
            ? Confirm(wish, figures)
            : new(PromotionState.Refused, version, current, figures, $"{version} was refused: {Why(figures, current)}. Two people can put it to work all the same.");
    }

    /// <summary>Puts back to work what worked before the present version.</summary>
    public PromotionResult RollBack(string by, string reason)
    {
        var current = registry.VersionOf(ModelRegistry.Champion);
        if (RollsBackTo is not { } previous)
        {
            return new(PromotionState.NotFound, current ?? "", current, [], "No version was at work before the present one.");
        }

        try
        {
            _ = registry.Read(previous);
        }
        catch (Exception gone) when (gone is InvalidDataException or IOException)
        {
            return new(PromotionState.Damaged, previous, current, [], gone.Message);
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        registry.Promote(new Promotion(previous, BeforeOf(previous), time.GetUtcNow(), by.Trim(), "rollback: " + reason));
        return new(PromotionState.Promoted, previous, current, [], $"{previous} is back at work; {current} is not.");
    }

    private PromotionResult Confirm(Promotion wish, IReadOnlyList<GateFigure> figures)
    {
        var waiting = registry.Waiting();
        var isSame = waiting is not null
            && string.Equals(waiting.Version, wish.Version, StringComparison.Ordinal)
            && Stands(waiting, wish.Previous, wish.At);
        if (!isSame)
        {
            registry.Wait(wish);
            return new(PromotionState.WaitsForSecondPerson, wish.Version, wish.Previous, figures, $"{wish.Version}: {Why(figures, wish.Previous)}. It waits for a second person, until {wish.At + LongestWait:yyyy-MM-dd}.");
        }

        if (string.Equals(waiting!.By, wish.By, StringComparison.OrdinalIgnoreCase))
        {
            return new(PromotionState.SamePerson, wish.Version, wish.Previous, figures, $"{wish.By} asked for it: somebody else has to confirm it.");
        }

        registry.Promote(wish with { By = waiting.By, ConfirmedBy = wish.By, Reason = $"{waiting.Reason} / {wish.Reason}" });
        return new(PromotionState.Promoted, wish.Version, wish.Previous, figures, $"{wish.Version} scores from now on, although {Why(figures, wish.Previous)}: {waiting.By} asked for it and {wish.By} confirmed it.");
    }

    // Once another version is at work, it was asked for something else.
    private static bool Stands(Promotion wish, string? champion, DateTimeOffset now) =>
        string.Equals(wish.Previous, champion, StringComparison.Ordinal) && !string.Equals(wish.Version, champion, StringComparison.Ordinal) && now - wish.At <= LongestWait;

    private static string Why(IReadOnlyList<GateFigure> figures, string? champion) =>
        figures.Any(f => f.Name is GateFigure.NoChampion) ? $"{champion} cannot be read, so that nothing is there to compare with" : $"it is worse than {champion}";

    private string? BeforeOf(string? version) => registry.Promotions().LastOrDefault(p => string.Equals(p.Version, version, StringComparison.Ordinal))?.Previous;
}

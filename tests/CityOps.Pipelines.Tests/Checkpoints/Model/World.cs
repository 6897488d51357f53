namespace CityOps.Pipelines.Tests.Checkpoints.Model;

internal enum Phase
{
    /// <summary>A process that has not taken the partition over, or was killed, or fenced.</summary>
    Free,
    Ready,

    /// <summary>Chose a range and is about to record it.</summary>
    Recording,

    /// <summary>About to insert the part <see cref="Owner.Part"/>: the engine looks into its memory of blocks.</summary>
    Inserting,

    /// <summary>The engine has remembered the block and not yet renamed the part into place.</summary>
    Renaming,
    Deriving,

    /// <summary>The engine has read the table for the derived rows and not yet written them.</summary>
    Writing,
    Advancing,

    /// <summary>Stands still: the log is not the checkpoint's.</summary>
    Stopped,
}

/// <summary>A process, as far as it concerns one partition.</summary>
/// <param name="Log">The log it reads.</param>
/// <param name="PendingTo">What it found recorded when it took over; <see cref="Next"/> where nothing was.</param>
/// <param name="Seen">The rows that its derivation has read.</param>
internal readonly record struct Owner(Phase Phase, byte Epoch, byte Log, byte Next, byte PendingTo, byte To, byte Part, bool Again, byte Seen)
{
    public bool IsAtWork => Phase is not (Phase.Free or Phase.Ready or Phase.Stopped);
}

/// <param name="Log">0 where it was forgotten, or never was.</param>
/// <param name="PendingTo">0 where nothing is pending.</param>
internal readonly record struct StoredCheckpoint(byte Log, byte Next, byte PendingTo, byte Epoch);

/// <summary>
/// Everything at one moment. Rows are bits: the messages of the first log, then those of the second.
/// </summary>
/// <param name="Log">Which log there is now: 1, or 2 after it was lost and made anew.</param>
/// <param name="Table">Rows in place.</param>
/// <param name="Twice">Rows in place more than once; stays 0 where the table has keys.</param>
/// <param name="Derived">Rows that the derived table was computed from.</param>
/// <param name="Remembered">Blocks that the engine remembers, each a set of rows; a set of them as bits.</param>
internal readonly record struct World(
    byte Log, StoredCheckpoint Checkpoint, Owner A, Owner B, byte Table, byte Twice, byte Derived, uint Remembered, byte TakeOvers, byte Kills, byte EngineKills, byte LogLosses)
{
    public const int FirstMessages = 3;
    public const int SecondMessages = 2;

    public static World Start { get; } = new World { Log = 1 };

    public static int MessagesOf(byte log) => log == 1 ? FirstMessages : SecondMessages;

    /// <summary>The rows of a range of a log.</summary>
    public static byte RowsOf(byte log, int from, int to)
    {
        var rows = 0;
        for (var offset = from; offset < to; offset++)
        {
            rows |= 1 << (log == 1 ? offset : FirstMessages + offset);
        }

        return (byte)rows;
    }

    /// <summary>The rows of a range that lie in one part of the table: every second row is in the other.</summary>
    public static byte RowsOfPart(byte rows, int part) => (byte)(rows & (part == 0 ? 0b10101 : 0b01010));

    public Owner OwnerOf(int which) => which == 0 ? A : B;

    public World With(int which, Owner owner) => which == 0 ? this with { A = owner } : this with { B = owner };

    /// <summary>Nobody is at work and everything is landed.</summary>
    public bool IsQuiet => !A.IsAtWork && !B.IsAtWork && Checkpoint.Log == Log && Checkpoint.Next == MessagesOf(Log);
}

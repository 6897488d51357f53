namespace CityOps.Pipelines.Tests.Checkpoints.Model;

/// <summary>All that can happen next.</summary>
internal sealed class Steps(Protocol protocol, Chances chances)
{
    public IEnumerable<(string What, World Next)> From(World world)
    {
        for (var which = 0; which < 2; which++)
        {
            foreach (var (what, next) in Of(world, which))
            {
                yield return ($"{"AB"[which]} {what}", next);
            }
        }

        if (world.EngineKills < chances.EngineKills && (IsInEngine(world.A) || IsInEngine(world.B)))
        {
            yield return ("engine killed", world with { A = Retried(world.A), B = Retried(world.B), EngineKills = (byte)(world.EngineKills + 1) });
        }

        if (world.Log == 1 && world.LogLosses < chances.LogLosses)
        {
            yield return ("log made anew", world with { Log = 2, LogLosses = (byte)(world.LogLosses + 1) });
        }

        if (world.Checkpoint.Log == 1 && world.Log == 2)
        {
            var epoch = protocol.KeepsEpochWhenForgotten ? world.Checkpoint.Epoch + 1 : 0;
            yield return ("checkpoint forgotten", world with { Checkpoint = new StoredCheckpoint(0, 0, 0, (byte)epoch) });
        }
    }

    private static bool IsInEngine(Owner owner) => owner.Phase is Phase.Inserting or Phase.Renaming or Phase.Deriving or Phase.Writing;

    // What the engine was doing is gone; its client tries again, without de-duplication.
    private Owner Retried(Owner owner) => owner.Phase switch
    {
        Phase.Inserting or Phase.Renaming => owner with { Phase = Phase.Inserting, Part = 0, Again = protocol.InsertsAgainWithoutMemory },
        Phase.Deriving or Phase.Writing => owner with { Phase = Phase.Deriving, Seen = 0 },
        _ => owner,
    };

    private IEnumerable<(string What, World Next)> Of(World world, int which)
    {
        var owner = world.OwnerOf(which);
        switch (owner.Phase)
        {
            case Phase.Free:
                if (world.TakeOvers < chances.TakeOvers)
                {
                    yield return ("takes over", TakeOver(world, which));
                }

                yield break;
            case Phase.Ready:
                foreach (var next in Choose(world, which, owner))
                {
                    yield return ("takes a batch", next);
                }

                break;
            case Phase.Recording:
                yield return ("records the range", Record(world, which, owner));
                break;
            case Phase.Inserting:
                yield return ("begins a part", BeginPart(world, which, owner));
                break;
            case Phase.Renaming:
                yield return ("renames a part", Rename(world, which, owner));
                break;
            case Phase.Deriving:
                yield return ("reads for the derived rows", world.With(which, owner with { Phase = Phase.Writing, Seen = Seen(world, owner) }));
                break;
            case Phase.Writing:
                yield return ("writes the derived rows", Write(world, which, owner));
                break;
            case Phase.Advancing:
                yield return ("advances", Advance(world, which, owner));
                break;
        }

        if (world.Kills < chances.Kills)
        {
            yield return ("killed", world.With(which, default) with { Kills = (byte)(world.Kills + 1) });
        }
    }

    private World TakeOver(World world, int which)
    {
        var stored = world.Checkpoint;
        stored = stored.Log == 0 ? stored with { Log = world.Log, Next = 0, PendingTo = 0 } : stored;
        stored = stored with { Epoch = (byte)(stored.Epoch + 1) };
        var fits = !protocol.ComparesLogIds || stored.Log == world.Log;
        var owner = new Owner(fits ? Phase.Ready : Phase.Stopped, stored.Epoch, world.Log, stored.Next, Math.Max(stored.PendingTo, stored.Next), To: 0, Part: 0, Again: false, Seen: 0);
        return world.With(which, owner) with { Checkpoint = stored, TakeOvers = (byte)(world.TakeOvers + 1) };
    }

    // Batches close anywhere. What it reads after its log is gone is another log's: it stops.
    private IEnumerable<World> Choose(World world, int which, Owner owner)
    {
        if (owner.Log != world.Log)
        {
            yield return world.With(which, owner with { Phase = Phase.Stopped });
            yield break;
        }

        for (var to = owner.Next + 1; to <= World.MessagesOf(owner.Log); to++)
        {
            var again = owner.Next < owner.PendingTo && protocol.InsertsAgainWithoutMemory;
            yield return world.With(which, owner with { Phase = Phase.Recording, To = (byte)to, Part = 0, Again = again });
        }
    }

    private World Record(World world, int which, Owner owner)
    {
        if (IsFenced(world, owner))
        {
            return world.With(which, default);
        }

        var widest = protocol.KeepsWidestRange ? Math.Max(world.Checkpoint.PendingTo, owner.To) : owner.To;
        var stored = protocol.RecordsRange ? world.Checkpoint with { PendingTo = widest } : world.Checkpoint;
        return world.With(which, owner with { Phase = protocol.AdvancesLast ? Phase.Inserting : Phase.Advancing }) with { Checkpoint = stored };
    }

    private static World BeginPart(World world, int which, Owner owner)
    {
        var block = Block(owner);
        if (block == 0 || (!owner.Again && (world.Remembered & (1u << block)) != 0))
        {
            return NextPart(world, which, owner);
        }

        // The trap that was measured: remembered before it is in place.
        var remembered = owner.Again ? world.Remembered : world.Remembered | (1u << block);
        return world.With(which, owner with { Phase = Phase.Renaming }) with { Remembered = remembered };
    }

    private World Rename(World world, int which, Owner owner)
    {
        var block = Block(owner);
        var twice = protocol.HasKeys ? world.Twice : (byte)(world.Twice | (world.Table & block));
        return NextPart(world, which, owner) with { Table = (byte)(world.Table | block), Twice = twice };
    }

    private static byte Block(Owner owner) => World.RowsOfPart(World.RowsOf(owner.Log, owner.Next, owner.To), owner.Part);

    private static World NextPart(World world, int which, Owner owner) =>
        world.With(which, owner.Part == 0 ? owner with { Phase = Phase.Inserting, Part = 1 } : owner with { Phase = Phase.Deriving });

    private byte Seen(World world, Owner owner) =>
        protocol.DerivesFromPrefix ? (byte)(world.Table & World.RowsOf(owner.Log, 0, owner.To)) : world.Table;

    // The version of derived rows is the highest of the rows they were computed from; of equal ones the last written stands.
    private World Write(World world, int which, Owner owner)
    {
        var derived = owner.Seen >= HighestOf(world.Derived) ? owner.Seen : world.Derived;
        var done = protocol.AdvancesLast ? owner with { Phase = Phase.Advancing, Seen = 0 } : owner with { Phase = Phase.Ready, Next = owner.To, Seen = 0 };
        return world.With(which, done) with { Derived = derived };
    }

    private static int HighestOf(byte rows) => rows == 0 ? 0 : 1 << (31 - System.Numerics.BitOperations.LeadingZeroCount(rows));

    private World Advance(World world, int which, Owner owner)
    {
        if (IsFenced(world, owner))
        {
            return world.With(which, default);
        }

        var beyond = protocol.KeepsWidestRange && world.Checkpoint.PendingTo > owner.To;
        var stored = world.Checkpoint with { Next = owner.To, PendingTo = beyond ? world.Checkpoint.PendingTo : (byte)0 };
        var done = protocol.AdvancesLast ? owner with { Phase = Phase.Ready, Next = owner.To } : owner with { Phase = Phase.Inserting };
        return world.With(which, done) with { Checkpoint = stored };
    }

    private bool IsFenced(World world, Owner owner) => protocol.FencesByEpoch && world.Checkpoint.Epoch != owner.Epoch;
}

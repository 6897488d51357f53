namespace CityOps.Pipelines.Tests.Checkpoints.Model;

/// <summary>Walks every history, breadth first, until there is nothing new or something is wrong.</summary>
/// <param name="States">How many different moments there are.</param>
/// <param name="Quiet">In how many of them everything is landed and nobody is at work.</param>
/// <param name="Wrong">What is wrong and the shortest way to it, or null.</param>
internal sealed record Exploration(int States, int Quiet, string? Wrong)
{
    public static Exploration Of(Protocol protocol, Chances chances)
    {
        var steps = new Steps(protocol, chances);
        var from = new Dictionary<World, (World Before, string What)> { [World.Start] = default };
        var open = new Queue<World>([World.Start]);
        var quiet = 0;
        while (open.TryDequeue(out var world))
        {
            if (WrongIn(world) is { } wrong)
            {
                return new Exploration(from.Count, quiet, $"{wrong}: {string.Join(", ", WayTo(world, from))}");
            }

            quiet += world.IsQuiet ? 1 : 0;
            foreach (var (what, next) in steps.From(world))
            {
                if (from.TryAdd(next, (world, what)))
                {
                    open.Enqueue(next);
                }
            }
        }

        return new Exploration(from.Count, quiet, Wrong: null);
    }

    // Lost: the checkpoint has passed rows that are not in and that nobody is putting in.
    private static string? WrongIn(World world)
    {
        var passed = World.RowsOf(world.Checkpoint.Log, 0, world.Checkpoint.Log == 0 ? 0 : world.Checkpoint.Next);
        if ((passed & ~world.Table) != 0 && !world.A.IsAtWork && !world.B.IsAtWork)
        {
            return "rows lost";
        }

        if (world.Twice != 0)
        {
            return "rows doubled";
        }

        // What came from a log that is gone cannot be derived again; what came from this one must be.
        return world.IsQuiet && (World.RowsOf(world.Log, 0, World.MessagesOf(world.Log)) & ~world.Derived) != 0 ? "derived rows are not of all rows" : null;
    }

    private static List<string> WayTo(World world, Dictionary<World, (World Before, string What)> from)
    {
        var way = new List<string>();
        for (var at = world; at != World.Start; at = from[at].Before)
        {
            way.Add(from[at].What);
        }

        way.Reverse();
        return way;
    }
}

using System.Globalization;
using CityOps.EventLog;

namespace CityOps.Host.Bench.Crash.Child;

/// <summary>A file beside the data that says which messages without sense the log has acknowledged: written by the child right after, read by the benchmark in the end.</summary>
internal sealed class SpoiledMessages(string dataFolder)
{
    private string File => Path.Combine(dataFolder, "spoiled");

    /// <summary>What was written stays, whenever the process is killed.</summary>
    public void Note(TopicPartition partition, long offset) =>
        System.IO.File.AppendAllText(File, string.Create(CultureInfo.InvariantCulture, $"{partition.Topic}/{partition.Partition}/{offset}\n"));

    /// <summary>Where they lie. A line that a kill cut short is of none that was noted.</summary>
    public IReadOnlyList<(TopicPartition Partition, long Offset)> Read() => System.IO.File.Exists(File)
        ?
        [
            .. from line in System.IO.File.ReadAllText(File).Split('\n')[..^1]
               let words = line.Split('/')
               where words.Length == 3
               select (new TopicPartition(words[0], int.Parse(words[1], CultureInfo.InvariantCulture)), long.Parse(words[2], CultureInfo.InvariantCulture)),
        ]
        : [];
}

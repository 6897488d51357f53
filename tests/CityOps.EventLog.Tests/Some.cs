using System.Text;

namespace CityOps.EventLog.Tests;

/// <summary>Test data.</summary>
internal static class Some
{
    public static string Topic() => $"cityops.some-{Guid.NewGuid():N}.v1";

    public static string Group() => $"group-{Guid.NewGuid():N}";

    public static LogAppend Record(string value, int partition = 0, string key = "", params LogHeader[] headers) =>
        new(partition, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value), headers);

    public static LogAppend[] Records(int count, int partition = 0, string prefix = "r") =>
        [.. Enumerable.Range(0, count).Select(i => Record($"{prefix}{i}", partition))];

    public static LogAppend Bytes(int length, int partition = 0, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return new LogAppend(partition, default, bytes, []);
    }

    public static string Text(this LogRecord record) => Encoding.UTF8.GetString(record.Value.Span);
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CityOps.EventLog.Embedded;
using CityOps.EventLog.Tests.Contract;

namespace CityOps.EventLog.Tests.Embedded;

/// <summary>SIGKILL in the middle of writes, again and again over one folder.</summary>
public sealed class KillTests
{
    private const int Kills = 8;

    [Fact]
    public async Task Every_acknowledged_record_survives_kill_minus_nine_once_and_whole()
    {
        using var folder = new TestFolder();
        var acknowledged = new Dictionary<(int Partition, long Offset), Guid>();
        var random = new Random(7);
        string? logId = null;
        for (var kill = 0; kill < Kills; kill++)
        {
            await AppendAndKillAsync(folder.Path, random.Next(1, 300), acknowledged);
            await using var log = folder.Open();
            var description = await log.DescribeAsync(AppendingChild.Topic, CancellationToken.None);
            Assert.Equal(logId ??= description!.LogId, description!.LogId);
            await VerifyAsync(log, acknowledged);
        }

        Assert.NotEmpty(acknowledged);
    }

    private static async Task AppendAndKillAsync(string folder, int afterAcknowledgements, Dictionary<(int, long), Guid> acknowledged)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var child = Start(folder, ((IPEndPoint)listener.LocalEndpoint).Port);
        try
        {
            using var socket = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            using var report = new StreamReader(socket.GetStream());
            for (var line = 1; await ReadLineAsync(report) is { } text; line++)
            {
                if (text.Split(' ') is [var partition, var offset, var id] && Guid.TryParse(id, out var guid))
                {
                    acknowledged.Add((int.Parse(partition, CultureInfo.InvariantCulture), long.Parse(offset, CultureInfo.InvariantCulture)), guid);
                }

                if (line == afterAcknowledgements)
                {
                    child.Kill();
                }
            }
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string?> ReadLineAsync(StreamReader report)
    {
        try
        {
            return await report.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // A killed process may reset its connection.
            return null;
        }
    }

    private static Process Start(string folder, int port)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(KillTests).Assembly.Location);
        }

        foreach (var argument in (string[])["--explicit", "only", "--filter-method", $"{typeof(AppendingChild).FullName}.{nameof(AppendingChild.Appends_until_it_is_killed)}"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[AppendingChild.FolderVariable] = folder;
        start.Environment[AppendingChild.PortVariable] = port.ToString(CultureInfo.InvariantCulture);
        var child = Process.Start(start)!;
        child.OutputDataReceived += (_, _) => { };
        child.ErrorDataReceived += (_, _) => { };
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        return child;
    }

    private static async Task VerifyAsync(EmbeddedEventLog log, Dictionary<(int Partition, long Offset), Guid> acknowledged)
    {
        var expected = 0L;
        for (var partition = 0; partition < AppendingChild.Partitions; partition++)
        {
            expected += (await log.OffsetsAsync(new TopicPartition(AppendingChild.Topic, partition), CancellationToken.None)).End;
        }

        var seen = new Dictionary<(int, long), Guid>();
        var next = new long[AppendingChild.Partitions];
        await using var consumer = log.ReadAll([AppendingChild.Topic], new RecordingListener(), ConsumerLimits.Default);
        while (seen.Count < expected && await consumer.ReadAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken) is { } batch)
        {
            foreach (var record in batch.Records)
            {
                var (id, sound) = AppendingChild.Parse(record.Value.Span);
                Assert.True(sound, $"The record at {batch.Partition} {record.Offset} is damaged.");
                Assert.Equal(next[batch.Partition.Partition]++, record.Offset);
                seen.Add((batch.Partition.Partition, record.Offset), id);
            }
        }

        Assert.Equal(seen.Count, seen.Values.Distinct().Count());
        Assert.All(acknowledged, a => Assert.Equal(a.Value, seen[a.Key]));
    }
}

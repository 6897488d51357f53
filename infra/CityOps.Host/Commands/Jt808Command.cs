using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityOps.Ingest.Jt808.Decoding;

namespace CityOps.Host.Commands;

/// <summary><c>cityops jt808</c>: tools for those who look after terminals on trucks.</summary>
internal static class Jt808Command
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create() => new ExampledCommand("jt808", "JT/T 808, the protocol of terminals on trucks.", "cityops jt808 decode < frames.txt > frames.jsonl") { CreateDecode(), Jt808TerminalsCommand.Create(), Jt808FleetCommand.Create() };

    private static ExampledCommand CreateDecode()
    {
        var command = new ExampledCommand(
            "decode",
            "Read lines of hexadecimal digits on standard input and print one JSON object for each: msg_id, phone, serial, positions, error. The last package of a message has the whole message in joined.",
            """
            echo 7e…7e | cityops jt808 decode
            cityops jt808 decode < frames.txt > frames.jsonl
            """);
        command.SetAction((_, cancellationToken) => DecodeAsync(Console.In, Console.Out, Console.Error, cancellationToken));
        return command;
    }

    // A broken frame is an answer, not a failure: the exit code is 0.
    internal static async Task DecodeAsync(TextReader input, TextWriter output, TextWriter remarks, CancellationToken cancellationToken)
    {
        using var joiner = new PackageJoiner();
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(FrameText.Decode(line, joiner), Json));
        }

        foreach (var missing in joiner.Missing)
        {
            await remarks.WriteLineAsync(missing);
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using CityOps.Ingest.Jt808;
using CityOps.Ingest.Jt808.Decoding;
using CityOps.Ingest.Jt808.Gateway;
using CityOps.Ingest.Jt808.Protocol;
using CityOps.Ingest.Jt808.Trucks;
using CityOps.Ingest.Tests.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Tests.Jt808;

/// <summary>
/// Mutates real frames and puts them through all that reads bytes of a terminal: scanner, escapes, header, packages, positions, register, media, decode. Half of
/// the mutated frames get a check byte that fits, since otherwise hardly one would get past it.
/// </summary>
internal sealed class FrameFuzz
{
    private readonly Random _random;
    private readonly List<byte[]> _seeds = [];
    private readonly FrameReceiver _receiver;
    private readonly PackageMemory _memory = new(1024 * 1024);
    private readonly PackageAssembler _assembler;
    private readonly PositionMapper _mapper;

    public FrameFuzz(int seed, bool withShared)
    {
        _random = new Random(seed);
        byte[] item = [0, 28, .. SomeFrame.Position()];
        _seeds.Add(Convert.FromHexString(SomeFrame.Of(MessageIds.Position, SomeFrame.Position(extras: [1, 4, 0, 0, 0, 9, 0x30, 1, 20]))));
        _seeds.Add(Convert.FromHexString(SomeFrame.Of(MessageIds.PositionBatch, [0, 2, 1, .. item, .. item], is2019: true)));
        _seeds.Add(Convert.FromHexString(SomeFrame.Of(MessageIds.Media, [0, 0, 0, 5, 0, 0, 0, 1, .. SomeFrame.Position(), 1, 2, 3])));
        _seeds.Add(Convert.FromHexString(SomeFrame.Of(MessageIds.Register, TerminalBodies.Register("沪D12345", is2019: false))));
        var package = new ArrayBufferWriter<byte>();
        FrameWriter.Write(package, new FrameHeader(MessageIds.PositionBatch, "013800000001", 9, false, 3, 2), item);
        _seeds.Add(package.WrittenSpan.ToArray());
        if (withShared)
        {
            using var file = JsonDocument.Parse(SharedData.Open("jt808/frames.json"));
            _seeds.AddRange(file.RootElement.GetProperty("vectors").EnumerateArray().Select(vector => vector.GetProperty("hex").GetString()!).Where(hex => hex.Length % 2 == 0).Select(Convert.FromHexString));
        }

        var metrics = new Jt808Metrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        var outlet = new FrameOutlet(PipeWriter.Create(Stream.Null), 64 * 1024, () => { });
        _assembler = new PackageAssembler(_memory, 64 * 1024);
        var session = new TerminalSession(1, "", outlet, _assembler, 8, TimeProvider.System, _ => { }) { State = TerminalState.Authenticated };
        _receiver = new FrameReceiver(session, metrics, TimeProvider.System);
        var directory = new TruckDirectory();
        directory.Put(SomeGateway.SomeTruck(1) with { TerminalPhone = "13800138000", Datum = Contracts.Events.Datum.Gcj02 });
        _mapper = new PositionMapper(directory, TimeProvider.System, Options.Create(new Jt808Options()), Options.Create(new IngestOptions()));
    }

    /// <summary>How many frames were read as whole messages: the rest was broken.</summary>
    public long Messages { get; private set; }

    public long Positions { get; private set; }

    public void Run(long frames)
    {
        for (var round = 0L; round < frames; round++)
        {
            var bytes = Mutate(_seeds[(int)(round % _seeds.Count)]);
            var rest = new ReadOnlySequence<byte>(bytes);
            while (FrameScanner.TryRead(ref rest, out var escaped))
            {
                if (_receiver.Receive(escaped) is { } message)
                {
                    Messages++;
                    Take(message);
                }
            }

            if (round % 16 == 0)
            {
                DecodedFrame.Of(bytes.AsSpan(1));
                _assembler.TakeOverdue(DateTimeOffset.MaxValue, TimeSpan.Zero);
            }
        }
    }

    private void Take(IncomingMessage message)
    {
        foreach (var report in PositionMessages.Read(message.Header.MessageId, message.Body, out _))
        {
            Positions++;
            _mapper.Map(message.Header.Phone, report);
        }

        MediaUpload.Read(message.Body);
        TerminalBodies.PlateOf(message.Body, message.Header.Is2019);
        TerminalBodies.AuthCode(message.Body, message.Header.Is2019);
    }

    private byte[] Mutate(byte[] seed)
    {
        var bytes = (byte[])seed.Clone();
        for (var changes = _random.Next(0, 4); changes > 0; changes--)
        {
            var at = _random.Next(bytes.Length);
            switch (_random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 2:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + _random.Next(1, 5))..]];
                    break;
                default:
                    bytes = [.. bytes[..at], (byte)_random.Next(256), .. bytes[at..]];
                    break;
            }

            if (bytes.Length < 4)
            {
                return bytes.Length == 0 ? [0x7E] : bytes;
            }
        }

        return _random.Next(2) == 0 ? Repaired(bytes) : bytes;
    }

    private static byte[] Repaired(byte[] bytes)
    {
        var plain = new byte[bytes.Length];
        if (!FrameEscape.TryDecode(bytes.AsSpan(1..^1), plain, out var length) || length < 2)
        {
            return bytes;
        }

        plain[length - 1] = Frame.Check(plain.AsSpan(0, length - 1));
        var wire = new byte[FrameEscape.MaxEncodedLength(length)];
        return wire[..FrameEscape.Encode(plain.AsSpan(0, length), wire)];
    }
}

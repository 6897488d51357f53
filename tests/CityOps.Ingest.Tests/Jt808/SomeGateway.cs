using System.Net;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.Ingest.Appending;
using CityOps.Ingest.Jt808;
using CityOps.Ingest.Jt808.Fleet;
using CityOps.Ingest.Jt808.Gateway;
using CityOps.Ingest.Jt808.Trucks;
using CityOps.Ingest.Tests.Appending;
using CityOps.Ingest.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingest.Tests.Jt808;

/// <summary>The gateway over the real log, listening on a free port; trucks T-1, T-2, … have the phones 13800000001 and on.</summary>
public sealed class SomeGateway : IAsyncDisposable
{
    private readonly SomeIngest _ingest = new();

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public SomeIngest Ingest => _ingest;

    public ITerminalGateway Gateway => _ingest.Services.GetRequiredService<ITerminalGateway>();

    public IPEndPoint Endpoint => Gateway.Endpoint!;

    public SomeGateway With(string key, object value)
    {
        _ingest.With("Jt808:" + key, value);
        return this;
    }

    public async Task<SomeGateway> StartAsync(int trucks = 3, Func<IEventLog, IEventLog>? log = null, Datum datum = Datum.Wgs84, string? profile = null)
    {
        await _ingest.StartAsync(services =>
        {
            services.AddCityOpsTerminals(_ingest.Configuration);
            services.AddCityOpsJt808Gateway();
            if (log is not null)
            {
                services.Decorate(log);
            }
        });
        await RegisterAsync(Enumerable.Range(1, trucks).Select(i => SomeTruck(i, datum, profile)));
        var directory = _ingest.Services.GetRequiredService<TruckDirectory>();
        using var patience = new CancellationTokenSource(Patience);
        while (directory.Phones < trucks)
        {
            await Task.Delay(10, patience.Token);
        }

        return this;
    }

    public static string PhoneOf(int truck) => $"1380000{truck:0000}";

    public static Truck SomeTruck(int truck, Datum datum = Datum.Wgs84, string? profile = null) => new(
        $"T-{truck}", $"沪D{truck:00000}", "yellow", PhoneOf(truck), "C-1", 14, 31_000, profile, SomeFrame.At.AddDays(-30), null, datum);

    public async Task RegisterAsync(IEnumerable<Truck> trucks)
    {
        using var rows = new DecodedRows(RowBatch.From(trucks), []);
        await _ingest.Services.GetRequiredService<ContractAppender>().AppendAsync(_ingest.Contract("trucks"), rows, "upload:t", new AppendReceipt(), default);
    }

    public Task<TerminalClient> ConnectAsync(int truck = 1, bool is2019 = false) => ConnectAsync(PhoneOf(truck), is2019);

    public Task<TerminalClient> ConnectAsync(string phone, bool is2019 = false) =>
        TerminalClient.ConnectAsync("127.0.0.1", Endpoint.Port, phone, is2019, TimeProvider.System, default);

    public async Task<TerminalClient> SignOnAsync(int truck = 1, bool is2019 = false)
    {
        var terminal = await ConnectAsync(truck, is2019);
        Assert.True(await terminal.SignOnAsync($"沪D{truck:00000}", default).WaitAsync(Patience));
        return terminal;
    }

    public async Task<List<TruckPosition>> PositionsAsync() =>
        [.. (await _ingest.RowsAsync("truck-positions")).SelectMany(rows => RowBatch.To<TruckPosition>(rows.Rows))];

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();
}

using CityOps.Warehouse;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>
/// Books consumption of changed meters in <c>consumption_hours</c> and <c>consumption_intervals</c>. What it writes is a function of the
/// readings and links in the warehouse, so doing it again changes nothing. One for each partition that lands. The rules: docs/consumption.md.
/// </summary>
internal sealed class ConsumptionBooking
{
    private const int MaxRowsPerInsert = 125_000;

    private readonly ConsumptionRows _rows;
    private readonly ConsumptionWriter _writer;
    private readonly MeterBook _book;

    public ConsumptionBooking(IWarehouse warehouse, LandingOptions options, TimeZoneInfo zone)
    {
        Rules = new RegisterRules(options);
        Reader = new SurroundingsReader(warehouse, options.MinMatchConfidence);
        NoLinks = new MeterLinks([], 0, options.MinMatchConfidence);
        _rows = new ConsumptionRows(zone);
        _writer = new ConsumptionWriter(warehouse);
        _book = new MeterBook(Rules, _rows);
    }

    public RegisterRules Rules { get; }

    public SurroundingsReader Reader { get; }

    public MeterLinks NoLinks { get; }

    public async ValueTask BookAsync(MeterReadings meter, MeterLinks? links, CancellationToken cancellationToken)
    {
        _book.Book(meter, links ?? NoLinks);
        if (_rows.Count >= MaxRowsPerInsert)
        {
            await _writer.WriteAsync(_rows, cancellationToken);
        }
    }

    /// <summary>Writes what is booked and not yet written.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _writer.WriteAsync(_rows, cancellationToken);

    /// <summary>Drops what a failed attempt left.</summary>
    public void Begin() => _rows.Clear();
}

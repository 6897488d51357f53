using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;

namespace CityOps.Contracts.Tests.Batches;

public sealed class RowBatchTests
{
    [Fact]
    public void Typed_rows_come_back_as_they_went_in()
    {
        var readings = Enumerable.Range(0, 20).Select(Some.Reading).ToList();
        using var batch = RowBatch.From(readings);
        Assert.Equal(readings, RowBatch.To<MeterReading>(batch));
    }

    [Fact]
    public void Every_type_of_column_comes_back_set_or_unknown()
    {
        var full = new TruckPosition("沪A12345", Some.Instant, 121.54, 31.22, 42.5, 359, 4, true, false, 31_000, 0.3, 1, uint.MaxValue, Load.Full, Lid.Closed);
        var sparse = new TruckPosition("t2", Some.Instant, 121.54, 31.22, null, null, null, null, null, null, null, null, null);
        using var batch = RowBatch.From([full, sparse]);
        Assert.Equal([full, sparse], RowBatch.To<TruckPosition>(batch));
    }

    [Fact]
    public void Nullable_words_and_instants_come_back()
    {
        var link = new MeterLink("m", "d", MeterShare.Own, Tariff.Ev, 0.5, Some.Instant, null);
        using var batch = RowBatch.From([link, link with { Tariff = null, ValidTo = Some.Instant }]);
        Assert.Equal([link, link with { Tariff = null, ValidTo = Some.Instant }], RowBatch.To<MeterLink>(batch));
    }

    [Fact]
    public void A_keyed_batch_gives_rows_without_their_protected_columns()
    {
        using var keyed = Some.Batch(Some.Readings.Keyed, seed: 1, rows: 2);
        Assert.All(RowBatch.To<MeterReading>(keyed), reading => Assert.Equal("", reading.MeterId));
    }

    [Fact]
    public void An_empty_optional_text_is_unknown()
    {
        using var batch = RowBatch.From([Some.Reading() with { DwellingId = "" }]);
        Assert.Null(RowBatch.To<MeterReading>(batch).Single().DwellingId);
    }
}

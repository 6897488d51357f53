using System.ComponentModel.DataAnnotations;
using System.Reflection;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingest.Tests.Appending;

public sealed class MessageSizeTests : IAsyncDisposable
{
    // Numbers, validity bits, padding, the schema and the headers of one row's message.
    private const int BytesBesideTexts = 32 * 1024;

    private readonly SomeIngest _ingest = new();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task The_longest_row_of_each_contract_fits_the_smallest_message_limit()
    {
        await _ingest.StartAsync();
        var smallest = (int)typeof(EventLogOptions).GetProperty(nameof(EventLogOptions.MaxMessageBytes))!.GetCustomAttribute<RangeAttribute>()!.Minimum;

        var tooLong = _ingest.Services.GetRequiredService<ContractCatalog>().All
            .Where(contract => !contract.IsInternal)
            .Where(contract => contract.Columns.Where(c => c.Type is ColumnType.Text).Sum(LongestUtf8) + BytesBesideTexts > smallest)
            .Select(contract => contract.Name);

        Assert.Empty(tooLong);
    }

    // A UTF-16 code unit is at most three bytes.
    private static int LongestUtf8(Column column) => 3 * column.MaxLength;
}

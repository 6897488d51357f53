using CityOps.Ingest.Connections;

namespace CityOps.Ingest.Tests.Jt808;

public sealed class ConnectionBudgetTests
{
    [Theory]
    [InlineData(256)]
    [InlineData(1_024)]
    [InlineData(4_096)]
    [InlineData(20_000)]
    [InlineData(1_048_576)]
    public void Terminals_and_browsers_leave_files_to_the_log_and_the_databases(int files)
    {
        var budget = new ConnectionBudget(files);
        Assert.InRange(budget.Terminals!.Value, 1, files);
        Assert.True(files <= 1_024 || files - budget.Terminals - budget.Browsers >= 700);
        Assert.True(files < 20_000 || budget.Terminals >= 10_000);
    }

    [Fact]
    public void The_limit_is_read_from_what_the_kernel_says()
    {
        Assert.Equal(4_096, ConnectionBudget.SoftLimitIn(["Limit                     Soft Limit           Hard Limit           Units", "Max open files            4096                 524288               files"]));
        Assert.Null(ConnectionBudget.SoftLimitIn(["Max open files            unlimited            unlimited            files"]));
        Assert.Null(ConnectionBudget.SoftLimitIn([]));
        Assert.Null(new ConnectionBudget(null).Terminals);
    }
}

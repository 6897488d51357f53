using CityOps.Host.Commands;
using CityOps.Host.Evaluation.GroupRental;

namespace CityOps.Host.Tests.Evaluation;

public sealed class VisitBudgetFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-budget-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_file_of_the_admin_page_is_read_and_other_scenarios_are_left_out()
    {
        var budgets = await ReadAsync("scenario,town,visits_per_week\ngroup-rental,花木街道,12\nmuck-truck,花木街道,99\ngroup-rental,张江镇,0\n");

        Assert.Equal(new Dictionary<string, int>(StringComparer.Ordinal) { ["花木街道"] = 12, ["张江镇"] = 0 }, budgets);
    }

    [Theory]
    [InlineData("town,visits_per_week\n花木街道,-3\n", "row 1 below the header, blank ones left out: visits_per_week is '-3'")]
    [InlineData("town,visits_per_week\n花木街道\n", "row 1 below the header, blank ones left out: visits_per_week is missing")]
    [InlineData("town,visits_per_week\n花木街道,3\n花木街道,4\n", "row 2 below the header, blank ones left out: 花木街道 has a budget already")]
    [InlineData("town,visits_per_week\n花木,3\n", "town is '花木'; the district has 花木街道, 张江镇")]
    [InlineData("visits_per_week\n3\n", "town is missing")]
    [InlineData("scenario,town,visits_per_week\ngroup-rental,花木街道,3\n,张江镇,4\n", "row 2 below the header, blank ones left out: scenario is missing")]
    [InlineData("town,visits_per_week\n", "no entry under it")]
    [InlineData("", "The file is empty")]
    public async Task What_is_no_budget_is_named(string file, string message) =>
        Assert.Contains(message, (await Assert.ThrowsAsync<CommandException>(() => ReadAsync(file))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_not_there_is_named() =>
        Assert.Contains("none.csv cannot be read", (await Assert.ThrowsAsync<CommandException>(() => VisitBudgetFile.ReadAsync(new FileInfo(Path.Combine(_folder.FullName, "none.csv")), [], TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);

    private async Task<IReadOnlyDictionary<string, int>> ReadAsync(string content)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, "budgets.csv"));
        await File.WriteAllTextAsync(file.FullName, content, TestContext.Current.CancellationToken);
        return await VisitBudgetFile.ReadAsync(file, ["花木街道", "张江镇"], TestContext.Current.CancellationToken);
    }
}

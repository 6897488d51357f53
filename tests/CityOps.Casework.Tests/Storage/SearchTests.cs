using CityOps.Casework.Queries;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Tests.Storage;

public sealed class SearchTests
{
    [Theory]
    [InlineData("CASE-7Q2M", "7Q2M")]
    [InlineData("7q2m", "7Q2M")]
    [InlineData(" case-oilk ", "011K")]
    [InlineData("WO-7Q2MHG00AB12-3", "7Q2MHG00AB12")]
    [InlineData("7Q2", null)]
    [InlineData("塘桥-001", null)]
    [InlineData("7Q2MU", null)]
    [InlineData("7Q2MHG00AB12X", null)]
    public void A_part_of_an_id_is_read_as_people_type_it(string typed, string? part) => Assert.Equal(part, CaseIdText.Read(typed));

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task A_case_is_found_by_its_id_its_beginning_its_end_and_an_order_of_it(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        var process = await ListTests.ManyAsync(world);
        var id = (await process.Queries.ListAsync(new CaseFilter(), new CasePageRequest(), default)).Cases[7].CaseId;
        foreach (var typed in new[] { id, id.ToLowerInvariant(), id[..10], id["CASE-".Length..], id[^4..], id[^7..], "WO-" + id["CASE-".Length..] + "-1" })
        {
            Assert.Contains(id, (await process.Search.ByIdAsync(typed, null, 5, default)).Select(c => c.CaseId));
        }

        Assert.Empty(await process.Search.ByIdAsync(id[^3..], null, 5, default));
        Assert.Empty(await process.Search.ByIdAsync(id[7..11] == id[^4..] ? "ZZZZZ" : id[7..11], null, 5, default));
    }

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task Nothing_is_found_outside_what_a_caller_may_see(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        var process = await ListTests.ManyAsync(world);
        var all = (await process.Queries.ListAsync(new CaseFilter(), new CasePageRequest(Limit: 500), default)).Cases;
        var (inside, outside) = (all.First(c => c.Town is "T1"), all.First(c => c.Town is not "T1"));
        var desk = new CaseScope("an analyst", [], []) { Towns = ["T1"] };
        var inspector = new CaseScope("wang", [], []);

        Assert.Equal([inside.CaseId], (await process.Search.ByIdAsync(inside.CaseId, desk, 5, default)).Select(c => c.CaseId));
        Assert.Empty(await process.Search.ByIdAsync(outside.CaseId, desk, 5, default));
        Assert.Empty(await process.Search.OfSubjectsAsync([outside.Subject], desk, 5, default));
        Assert.Single(await process.Search.OfSubjectsAsync([outside.Subject], null, 5, default));
        Assert.Empty(await process.Search.ByIdAsync(inside.CaseId, inspector, 5, default));
        Assert.Empty(await process.Search.GridCellsAsync("", inspector, 5, default));
    }

    [Fact]
    public async Task Beginnings_and_ends_of_ids_and_cells_are_looked_up_in_indexes()
    {
        await using var world = await World.OpenAsync();
        await using var db = world.Databases.Create();

        Assert.Contains("SEARCH c USING INDEX ix_cases_id_end", Assert.Single(await ListTests.PlanAsync(db, CaseSearch.Ending(db, "7Q2M"))), StringComparison.Ordinal);
        Assert.Contains("USING INDEX IX_cases_grid_cell_due_at", (await ListTests.PlanAsync(db, CaseSearch.Counts(db, "tq", null)))[0], StringComparison.Ordinal);
        Assert.Contains("SEARCH c USING INDEX", Assert.Single(await ListTests.PlanAsync(db, CaseSearch.Beginning(db, "7Q2M"))), StringComparison.Ordinal);
    }
}

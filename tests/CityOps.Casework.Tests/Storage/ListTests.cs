using CityOps.Casework.Domain;
using CityOps.Casework.Queries;
using CityOps.Casework.Storage;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Tests.Storage;

public sealed class ListTests
{
    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task Every_order_pages_through_each_case_once(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        var queries = (await ManyAsync(world)).Queries;
        foreach (var sort in Enum.GetValues<CaseSort>())
        {
            var paged = await AllAsync(queries, new CaseFilter(), sort, 7);
            Assert.Equal(60, paged.Select(c => c.CaseId).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(Ordered(paged, sort).Select(c => c.CaseId), paged.Select(c => c.CaseId));
        }
    }

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task Filters_take_what_they_say(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        var process = await ManyAsync(world);
        var all = await AllAsync(process.Queries, new CaseFilter(), CaseSort.Score, 500);
        await CommandTests.DoAsync(process, all[0].CaseId, Some.Dismiss(), Some.Reviewer);

        async Task<int> CountAsync(CaseFilter filter) => (await AllAsync(process.Queries, filter, CaseSort.Score, 9)).Count;
        Assert.Equal(59, await CountAsync(new CaseFilter()));
        Assert.Equal(60, await CountAsync(new CaseFilter(OpenOnly: false)));
        Assert.Equal(1, await CountAsync(new CaseFilter(Stages: [CaseStage.Dismissed])));
        Assert.Equal(60, await CountAsync(new CaseFilter(Stages: [CaseStage.Dismissed, CaseStage.Detected])));
        Assert.Equal(all.Count(c => c.Town is "T1") - (all[0].Town is "T1" ? 1 : 0), await CountAsync(new CaseFilter(Town: "T1")));
        Assert.Equal(all.Skip(1).Count(c => c.Score >= 0.5), await CountAsync(new CaseFilter(MinScore: 0.5)));
        Assert.Equal(1, await CountAsync(new CaseFilter(Subject: all[1].Subject)));
        Assert.Equal(0, await CountAsync(new CaseFilter(Scenario: "muck-truck")));
        Assert.Equal(
            [new StageCount("group-rental", CaseStage.Detected, 59), new StageCount("group-rental", CaseStage.Dismissed, 1)],
            await process.Queries.CountAsync(default));
    }

    [Theory]
    [InlineData(CaseSort.Score)]
    [InlineData(CaseSort.Opened)]
    [InlineData(CaseSort.Due)]
    [InlineData(CaseSort.Updated)]
    public async Task A_list_of_open_cases_is_read_off_an_index_without_sorting(CaseSort sort)
    {
        await using var world = await World.OpenAsync();
        await using var db = world.Databases.Create();
        var cursor = new CaseCursor(sort, 0.5, Some.Now, "CASE-X").ToString();
        var steps = await PlanAsync(db, CaseListQuery.Of(db, new CaseFilter(), new CasePageRequest(sort, 50, cursor), Some.Now).Take(50));

        Assert.StartsWith("SEARCH c USING INDEX", Assert.Single(steps), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("b3BlbmVkfDB8MHxY")]
    public async Task A_cursor_of_something_else_is_refused(string cursor)
    {
        await using var world = await World.OpenAsync();
        await Assert.ThrowsAsync<FormatException>(() => world.Boot().Queries.ListAsync(new(), new CasePageRequest(CaseSort.Score, 5, cursor), default));
    }

    /// <summary>How SQLite would go about a query.</summary>
    internal static async Task<List<string>> PlanAsync(CaseworkDb db, IQueryable query)
    {
        var sql = query.ToQueryString();
        var statement = sql[sql.IndexOf("SELECT", StringComparison.Ordinal)..];
        foreach (var line in sql.Split('\n').Where(line => line.StartsWith(".param set ", StringComparison.Ordinal)))
        {
            var words = line.Trim().Split(' ', 4);
            statement = statement.Replace(words[2], words[3], StringComparison.Ordinal);
        }

        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + statement;
        await using var plan = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await plan.ReadAsync())
        {
            steps.Add(plan.GetString(3));
        }

        return steps;
    }

    internal static async Task<Process> ManyAsync(World world)
    {
        var process = world.Boot();
        for (var i = 0; i < 60; i++)
        {
            await world.SuspectAsync(Some.Suspicion($"s{i}", $"{i}", score: i % 10 / 10.0, town: $"T{i % 3}"));
            if (i % 20 is 19)
            {
                await process.CatchUpAsync();
                world.Time.Advance(TimeSpan.FromDays(1));
            }
        }

        return process;
    }

    private static async Task<List<CaseSummary>> AllAsync(ICaseQueries queries, CaseFilter filter, CaseSort sort, int limit)
    {
        var (all, cursor) = (new List<CaseSummary>(), (string?)null);
        do
        {
            var page = await queries.ListAsync(filter, new CasePageRequest(sort, limit, cursor), default);
            all.AddRange(page.Cases);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    private static IEnumerable<CaseSummary> Ordered(IEnumerable<CaseSummary> cases, CaseSort sort) => (sort switch
    {
        CaseSort.Score => cases.OrderByDescending(c => c.Score),
        CaseSort.Opened => cases.OrderByDescending(c => c.OpenedAt),
        CaseSort.Updated => cases.OrderByDescending(c => c.UpdatedAt),
        _ => cases.OrderBy(c => c.DueAt ?? DateTimeOffset.MaxValue),
    }).ThenBy(c => c.CaseId, StringComparer.Ordinal);
}

using System.Net;
using CityOps.Dashboards.Auth;
using CityOps.Warehouse;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

/// <summary>What is refused, or forbidden, before the warehouse is asked.</summary>
public sealed class TrackTests(TrackTests.WithoutWarehouse shared) : IClassFixture<TrackTests.WithoutWarehouse>
{
    [Theory]
    [InlineData("from=2026-03-01T00:00:00Z&to=2026-03-01T01:00:00Z", "truck_id")]
    [InlineData("truck_id=T-1&from=yesterday&to=2026-03-01T01:00:00Z", "yesterday")]
    [InlineData("truck_id=T-1&from=2026-03-01T01:00:00Z&to=2026-03-01T01:00:00Z", "at most 24 hours")]
    [InlineData("truck_id=T-1&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:01Z", "at most 24 hours")]
    public async Task A_track_that_cannot_be_meant_is_400_and_says_why(string query, string said)
    {
        var answer = await shared.Server.Client(Roles.Analyst).GetAsync("/api/v1/scenarios/muck-truck/track?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lon=200&lat=31&at=2026-03-01T00:00:00Z", "-180 to 180")]
    [InlineData("lon=121.5&lat=31.2&at=noon", "noon")]
    public async Task Sites_near_nowhere_are_400_and_say_why(string query, string said)
    {
        var answer = await shared.Server.Client(Roles.Analyst).GetAsync("/api/v1/scenarios/muck-truck/sites?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lon=200&lat=31&from=2026-03-01T00:00:00Z&to=2026-03-01T01:00:00Z", "-180 to 180")]
    [InlineData("lon=121&lat=31&radius_m=9000&from=2026-03-01T00:00:00Z&to=2026-03-01T01:00:00Z", "1 to 5000")]
    [InlineData("lon=121&lat=31&from=yesterday&to=2026-03-01T01:00:00Z", "yesterday")]
    [InlineData("lon=121&lat=31&from=2026-03-01T00:00:00Z&to=2026-05-01T00:00:00Z", "at most 31 days")]
    public async Task A_trace_that_cannot_be_meant_is_400_and_says_why(string query, string said)
    {
        var answer = await shared.Server.Client(Roles.Analyst).GetAsync("/api/v1/scenarios/muck-truck/trace?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("muck-truck/scene?from=2026-03-01T00:00:00Z&to=2026-03-01T01:00:00Z", "truck_id")]
    [InlineData("muck-truck/scene?truck_id=T-1&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:01Z", "at most 24 hours")]
    [InlineData("group-rental/curves?dwelling_key=home&to_day=2026-03-01", "key in decimal")]
    [InlineData("group-rental/curves?dwelling_key=1&to_day=yesterday", "yesterday")]
    [InlineData("group-rental/curves?dwelling_key=1&to_day=2026-03-01&days=400", "1 to 92")]
    public async Task A_scene_or_curves_that_cannot_be_meant_are_400_and_say_why(string path, string said)
    {
        var answer = await shared.Server.Client(Roles.Analyst).GetAsync("/api/v1/scenarios/" + path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curves_of_a_dwelling_that_no_case_is_about_are_shown_to_nobody()
    {
        var answer = await shared.Server.Client(Roles.Analyst).GetAsync("/api/v1/scenarios/group-rental/curves?dwelling_key=1&to_day=2026-03-01");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("beside a case only", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Analyst, HttpStatusCode.BadRequest)]
    [InlineData(Roles.Reviewer, HttpStatusCode.BadRequest)]
    [InlineData(Roles.Inspector, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Leader, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Scientist, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Ingest, HttpStatusCode.Forbidden)]
    public async Task Only_who_reviews_cases_may_ask_who_came_by(string role, HttpStatusCode status)
    {
        Assert.Equal(status, (await shared.Server.Client(role).GetAsync("/api/v1/scenarios/muck-truck/trace")).StatusCode);
    }

    public sealed class WithoutWarehouse : SharedServer
    {
        protected override void Add(IServiceCollection services) => services.AddSingleton<IWarehouse>(new Unasked());
    }

    private sealed class Unasked : IWarehouse
    {
        public Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<TRow> QueryAsync<TRow>(
            string sql, WarehouseParameters parameters, Func<System.Data.Common.DbDataReader, TRow> map, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<Apache.Arrow.RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task InsertAsync(string table, IReadOnlyList<Apache.Arrow.RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task CopyAsync(string sql, WarehouseParameters parameters, WarehouseFormat format, Stream to, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

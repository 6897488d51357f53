using System.Text.Json;
using CityOps.Dashboards.Indicators.Facts;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Storage;

/// <summary>
/// What the operations centre keeps of its own beside casework: the facts that indicators count. Everything about cases in it follows from
/// casework's events and can be made anew from them.
/// </summary>
public abstract class OperationsDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<CaseFactRow> CaseFacts => Set<CaseFactRow>();

    public DbSet<SuspicionFactRow> SuspicionFacts => Set<SuspicionFactRow>();

    public DbSet<OrderFactRow> OrderFacts => Set<OrderFactRow>();

    public DbSet<VisitFactRow> VisitFacts => Set<VisitFactRow>();

    public DbSet<CheckFactRow> CheckFacts => Set<CheckFactRow>();

    public DbSet<StageSpanRow> StageSpans => Set<StageSpanRow>();

    public DbSet<FollowedRow> Followed => Set<FollowedRow>();

    /// <summary>Makes the open transaction the only one that writes under a name, until it ends.</summary>
    internal abstract Task LockAsync(string name, CancellationToken cancellationToken);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        FactTables.Add(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}

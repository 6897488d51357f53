using Microsoft.EntityFrameworkCore;

namespace CityOps.Identity.Storage;

/// <summary>
/// Migrates a schema of PostgreSQL while other processes wait. EF Core's own lock ends with each migration's transaction, and who waited for it then
/// applies what it had found missing before.
/// </summary>
internal static class PostgresMigrations
{
    private const long Key = 0x43697479_4F707301;

    public static async Task RunAsync(DbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Key})", cancellationToken);
        try
        {
            await context.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            // The lock is the session's, and a session goes back to the pool with what it holds.
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Key})", CancellationToken.None);
            await context.Database.CloseConnectionAsync();
        }
    }
}

using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Tests.Storage;

public sealed class MigrationTests
{
    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task The_migrations_make_what_the_model_wants(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        await using var db = world.Databases.Create();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }
}

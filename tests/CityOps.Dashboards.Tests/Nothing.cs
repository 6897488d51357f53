using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Feed;
using CityOps.Casework.Queries;
using CityOps.Contracts.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

internal sealed class NoCases : ICaseQueries, ICaseCommands, ICaseFeed
{
    public Task<CasePage> ListAsync(CaseFilter filter, CasePageRequest page, CancellationToken cancellationToken) => Task.FromResult(new CasePage([], null));

    public Task<CaseDetail?> GetAsync(string caseId, CancellationToken cancellationToken) => Task.FromResult<CaseDetail?>(null);

    public Task<IReadOnlyList<StageCount>> CountAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StageCount>>([]);

    public Task<Result<CommandAccepted, Refusal>> HandleAsync(string caseOrWorkOrderId, ICaseCommand command, Actor actor, long? expectedVersion, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async IAsyncEnumerable<CaseFeedItem> SubscribeAsync(long? lastId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<NoCases>();
        services.AddSingleton<ICaseQueries>(p => p.GetRequiredService<NoCases>());
        services.AddSingleton<ICaseCommands>(p => p.GetRequiredService<NoCases>());
        services.AddSingleton<ICaseFeed>(p => p.GetRequiredService<NoCases>());
        services.AddSingleton(new ScenarioCatalog([]));
    }
}

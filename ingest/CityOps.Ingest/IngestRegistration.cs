using CityOps.Contracts.Catalog;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog.DeadLetters;
using CityOps.Ingest.Appending;
using CityOps.Ingest.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CityOps.Ingest;

public static class IngestRegistration
{
    /// <summary>
    /// Adds <see cref="IngestPipeline"/>, <see cref="ContractAppender"/> and what <see cref="IngestEndpoint.MapIngest"/> needs. The event
    /// log, Identity and the warehouse are added by their own extensions.
    /// </summary>
    public static IServiceCollection AddCityOpsIngest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IngestOptions>().Bind(configuration.GetSection(IngestOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ScenarioCatalog>();
        services.TryAddSingleton<ContractCatalog>();
        services.TryAddSingleton<ICellIndex, WarehouseCellIndex>();
        services.AddSingleton<SubjectKinds>();
        services.AddSingleton<Pseudonymiser>();
        services.AddSingleton<Topics>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<MessageEncoder>();
        services.AddSingleton<ContractAppender>();
        services.AddSingleton<IDeadLetterRequeue, BorderRequeue>();
        services.AddSingleton<IngestMetrics>();
        services.AddSingleton<IngestPipeline>();
        services.AddSingleton<UploadGate>();
        services.AddSingleton<UploadHandler>();
        return services;
    }
}

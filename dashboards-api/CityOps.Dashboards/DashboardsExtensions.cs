using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Accounts;
using CityOps.Dashboards.Audit;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.DeadLetters;
using CityOps.Dashboards.Elements;
using CityOps.Dashboards.Events;
using CityOps.Dashboards.EvidencePackages;
using CityOps.Dashboards.Health;
using CityOps.Dashboards.Hosting;
using CityOps.Dashboards.Intake;
using CityOps.Dashboards.Jobs;
using CityOps.Dashboards.Landing;
using CityOps.Dashboards.LawfulUses;
using CityOps.Dashboards.Map;
using CityOps.Dashboards.Models;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Photos;
using CityOps.Dashboards.Pipelines;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Quality;
using CityOps.Dashboards.Reveals;
using CityOps.Dashboards.Scenarios;
using CityOps.Dashboards.Search;
using CityOps.Dashboards.Sql;
using CityOps.Dashboards.Terminals;
using CityOps.Dashboards.WorkOrders;
using CityOps.Dashboards.WorkOrders.DispatchMap;
using CityOps.Identity.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards;

/// <summary>Puts the API, the pages and the jobs into a host.</summary>
public static class DashboardsExtensions
{
    /// <summary>Needs Identity, Casework and Pipelines registered by the host, and a <c>ScenarioCatalog</c>.</summary>
    public static IServiceCollection AddCityOpsDashboards(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DashboardsOptions>().Bind(configuration.GetSection("CityOps")).ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureHttpJsonOptions(ConfigureJson);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        MuckTruck.Mutes.MuteParts.Add(services);
        services.AddSingleton<MuckTruck.Register.RegisterLog>();
        services.AddExceptionHandler<UnreadableRequests>();
        services.AddHealthChecks();
        HealthLimits.Add(services);
        services.AddResponseCompression(WebFiles.ConfigureCompression);
        services.AddCityOpsAccounts();
        RateLimits.Add(services);
        Authentication.Add(services, OpenIdSignIn.Read(configuration));
        Document.Add(services);
        JobServer.Add(services, configuration);
        ModelEndpoints.Add(services);
        services.AddSingleton<SubjectTowns>();
        services.AddSingleton<CaseSubjects>();
        services.AddSingleton<AuditTowns>();
        services.AddSingleton<SqlDesk>();
        QualityEndpoints.Add(services, configuration);
        services.AddSingleton<TerminalCommands>();
        Operations.Add(services, configuration);
        services.AddSingleton<VisitSlips>();
        services.AddSingleton<Assignments>();
        services.AddOptions<PackageOptions>().Bind(configuration.GetSection("CityOps:Evidence"));
        services.AddSingleton<PackageBuilder>();
        services.AddSingleton<DecisionAudit>();
        services.AddSingleton<EvidenceFirst>();
        services.AddSingleton<InspectorAccounts>();
        services.AddSingleton<GridCentres>();
        ShowDispatchMap.Add(services);
        FindAnything.Add(services);
        services.AddHostedService(s => s.GetRequiredService<DecisionAudit>());
        return services;
    }

    /// <summary>The middleware, in the only order that is safe; call it before any endpoint is mapped.</summary>
    public static WebApplication UseCityOpsDashboards(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<SecurityHeaders>();
        WebFiles.Use(app);
        app.UseRouting();

        app.UseMiddleware<Open311Key>();

        // Before the fallback: the way back from the district's own sign-on is no endpoint, and would be taken for a page.
        app.UseAuthentication();
        app.UseMiddleware<PageFallback>();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseRateLimiter();
        app.UseAuthorization();
        return app;
    }

    /// <summary>Every endpoint of the API, the page and health. The host maps the gateway beside it, under <see cref="Policies.Ingest"/>.</summary>
    public static IEndpointRouteBuilder MapDashboards(this IEndpointRouteBuilder routes)
    {
        HealthEndpoints.Map(routes);
        SignIn.Map(routes);
        var openId = OpenIdSignIn.Read(routes.ServiceProvider.GetRequiredService<IConfiguration>());
        OpenIdSignIn.Map(routes, openId);
        Document.Map(routes);
        JobServer.Map(routes);
        Open311Endpoints.Map(routes);
        var api = routes.MapGroup("/api/v1").BehindCaseGate();
        WhoAmI.Map(api);
        DescribeScenarios.Map(api);
        ScoreScenario.Map(api);
        ListCases.Map(api);
        CountCases.Map(api);
        ShowCaseFigures.Map(api);
        FindAnything.Map(api);
        GetCase.Map(api);
        ShowMapLayers.Map(api);
        ShowCasePlaces.Map(api);
        TakeUpCase.Map(api);
        ReviewCase.Map(api);
        VerifyOutcome.Map(api);
        CloseCase.Map(api);
        ListWorkOrders.Map(api);
        DispatchWorkOrder.Map(api);
        AcceptWorkOrder.Map(api);
        ReturnWorkOrder.Map(api);
        ReportOutcome.Map(api);
        SnoozeCase.Map(api);
        UndoDismissalOfCase.Map(api);
        MergeCase.Map(api);
        UnmergeCase.Map(api);
        ExtendDeadline.Map(api);
        DecideExtensionOfCase.Map(api);
        SuspendCase.Map(api);
        ResumeCase.Map(api);
        ReopenCase.Map(api);
        DisputeUnit.Map(api);
        ArbitrateCase.Map(api);
        OrderRectificationOfCase.Map(api);
        RecheckCase.Map(api);
        FilePenaltyForCase.Map(api);
        RecordAttempt.Map(api);
        RequestExtensionOfOrder.Map(api);
        CancelOrder.Map(api);
        DecideObjectionOfCase.Map(api);
        RaiseObjectionByCode.Map(api);
        PrintNotice.Map(api);
        PlanDispatch.Map(api);
        ShowDispatchMap.Map(api);
        ManageElements.Map(api);
        RegisterLawfulUses.Map(api);
        ReviewManyCases.Map(api);
        RevealAddress.Map(api);
        ReadReveal.Map(api);
        BulkReveals.Map(api);
        DecideBulkReveal.Map(api);
        AddPhoto.Map(api);
        ReadPhotos.Map(api);
        SignInWithPassword.Map(api, openId);
        OwnAccount.Map(api);
        ManageAccounts.Map(api);
        ManageApiTokens.Map(api);
        ListRoles.Map(api);
        BrowseAudit.Map(api);
        GetEvidencePackage.Map(api);
        ShowHeat.Map(api);
        StreamCaseChanges.Map(api);
        ModelEndpoints.Map(api);
        RunSql.Map(api);
        ShowLandingProgress.Map(api);
        ShowPipelines.Map(api);
        ListDeadLetters.Map(api);
        OpenDeadLetter.Map(api);
        RequeueDeadLetters.Map(api);
        QualityEndpoints.Map(api);
        ListTerminals.Map(api);
        ListUnknownTerminals.Map(api);
        ListTerminalMedia.Map(api);
        GetTerminalMedia.Map(api);
        SpeakToDriver.Map(api);
        TrackTruckFaster.Map(api);
        TakePictureNow.Map(api);
        Operations.Map(api);
        foreach (var part in routes.ServiceProvider.GetRequiredService<ScenarioCatalog>().Of<EndpointsPart>())
        {
            part.MapTo(api);
        }

        if (routes.ServiceProvider.GetRequiredService<IOptions<DashboardsOptions>>().Value.Demo)
        {
            SwitchDemoRole.Map(api);
        }

        return routes;
    }

    private static void ConfigureJson(JsonOptions options)
    {
        options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.SerializerOptions.RespectNullableAnnotations = true;
        options.SerializerOptions.RespectRequiredConstructorParameters = true;
        options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
    }
}

using System.Net.Http.Headers;
using CityOps.Contracts.Codecs;
using CityOps.Dashboards.Auth;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Ingest.Jt808.Fleet;
using CityOps.Ingest.Simulation;

namespace CityOps.Host.Fleet;

/// <summary>Sends the reference contracts of a simulated fleet to an installation, as <c>replay</c> would.</summary>
internal static class FleetRegister
{
    public static async Task SendAsync(DataFolder folder, ISimulator simulator, FleetPlan plan, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(folder.ReadEndpoints().Api + "/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", LocalTokens.Of(folder).Issue(Roles.Ingest));
        var request = new SimulationRequest(plan.Seed, plan.Trucks, plan.From, plan.From.AddDays(1));
        await foreach (var events in simulator.EventsAsync(request, NoTruth.Instance, cancellationToken))
        {
            using (events)
            {
                // The register comes first; the positions go over the sockets.
                if (events.Contract is "truck-positions")
                {
                    return;
                }

                using var content = new ByteArrayContent(ArrowMessage.Encode(events.Rows));
                content.Headers.ContentType = new MediaTypeHeaderValue(ContentTypes.Arrow);
                using var answer = await http.PostAsync("ingest/v1/" + events.Contract, content, cancellationToken);
                if (!answer.IsSuccessStatusCode)
                {
                    throw new CommandException($"the installation answered {(int)answer.StatusCode} to the fleet's {events.Contract}.", exitCode: 1);
                }
            }
        }
    }
}

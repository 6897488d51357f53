using System.Net;
using System.Text.Json;
using CityOps.Host.Commands;

namespace CityOps.Host.Replay;

/// <summary>What an answer of the gateway means that is not a receipt.</summary>
internal static class GatewayProblem
{
    /// <summary>What is waited for; null where the answer asks for no patience.</summary>
    public static Wait? WaitFor(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => new Wait("the server has as many uploads as it takes at once (429)", response.Headers.RetryAfter?.Delta),
        HttpStatusCode.ServiceUnavailable => new Wait("the server cannot store rows now, its log is away (503)", response.Headers.RetryAfter?.Delta),
        HttpStatusCode.InsufficientStorage => new Wait("the disk of the server's log is full; make room there (507)", response.Headers.RetryAfter?.Delta),
        _ => null,
    };

    /// <exception cref="CommandException">The server does not take the token.</exception>
    public static void RequireRights(HttpResponseMessage response, ReplayCounts counts)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new CommandException(
                $"the server does not take this folder's token ({(int)response.StatusCode}): is it another installation that answers there? {counts.Accepted} rows are safe.", exitCode: 1);
        }
    }

    /// <exception cref="BrokenFileException">The rows cannot be read.</exception>
    /// <exception cref="CommandException">The gateway does not take them for another reason.</exception>
    public static async Task RequireTakenAsync(HttpResponseMessage response, string contract, ReplayCounts counts, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        RequireRights(response, counts);
        var detail = Read(await response.Content.ReadAsStringAsync(cancellationToken), counts);
        if (response.StatusCode is HttpStatusCode.BadRequest)
        {
            throw new BrokenFileException($"cannot be read as {contract}: {detail?.TrimEnd('.') ?? "the gateway does not say why"}");
        }

        throw new CommandException(
            $"the gateway did not take {contract} ({(int)response.StatusCode}): {detail ?? "it does not say why."}",
            exitCode: response.StatusCode >= HttpStatusCode.InternalServerError ? 1 : 2);
    }

    // Problem details (RFC 9457): why, and how much of the body was kept all the same, which is counted with the rest.
    private static string? Read(string body, ReplayCounts counts)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            counts.Accepted += Number(problem.RootElement, "accepted");
            counts.Rejected += Number(problem.RootElement, "rejected");
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString()?.Split(" Kept: ")[0] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long Number(JsonElement problem, string name) => problem.TryGetProperty(name, out var value) && value.TryGetInt64(out var number) ? number : 0;
}

using System.Security.Cryptography;
using System.Text.Json;
using CityOps.Identity.Secrets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Identity.Audit;

/// <summary>
/// Posts the chain's head to <c>CityOps:Audit:AnchorUrl</c> whenever it changed: whoever keeps what arrives there can tell a chain that was computed
/// anew, even by somebody who holds this machine. The body is one line of <c>audit-anchors.jsonl</c>.
/// </summary>
internal sealed class AnchorPublisher(
    AuditAnchors anchors, ISecretStore secrets, IOptions<IdentityOptions> options, IHttpClientFactory clients, TimeProvider time, ILogger<AnchorPublisher> logger) : BackgroundService
{
    public const string SignatureHeader = "X-CityOps-Signature";
    public const string SecretName = "audit-anchor";
    private long _posted;

    /// <summary>Posts the head where it is newer than what was posted last.</summary>
    /// <returns>Whether it was posted and taken.</returns>
    public async Task<bool> PostAsync(CancellationToken cancellationToken)
    {
        if (anchors.Head() is not { } head || head.Sequence <= _posted)
        {
            return false;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(head, JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Audit.AnchorUrl) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(SignatureHeader, "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(secrets.Get(SecretName), body)));
        using var client = clients.CreateClient(nameof(AnchorPublisher));
        using var answer = await client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        _posted = head.Sequence;
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromSeconds(options.Value.Audit.AnchorIntervalSeconds);
        while (options.Value.Audit.AnchorUrl.Length > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PostAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                logger.LogWarning("The audit log's head could not be posted to its anchor ({Problem}); it is tried again in {Seconds} s.", failure.Message, pause.TotalSeconds);
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

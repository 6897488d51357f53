using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityOps.Identity.Audit;
using CityOps.Identity.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CityOps.Identity.Tests.Audit;

public sealed class AnchorPublisherTests : IAsyncDisposable
{
    private readonly Some _some = new Some().With("Audit:AnchorUrl", "https://anchor.example/cityops");
    private readonly Keeper _keeper = new();

    public async ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        await _some.DisposeAsync();
    }

    [Fact]
    public async Task The_head_is_posted_once_for_each_change_signed_and_says_what_the_chain_says()
    {
        var process = _some.Process();
        var log = process.GetRequiredService<IAuditLog>();
        using var publisher = Publisher(process);

        Assert.False(await publisher.PostAsync(default));
        await log.AppendAsync(Event, default);
        var last = await log.AppendAsync(Event, default);
        Assert.True(await publisher.PostAsync(default));
        Assert.False(await publisher.PostAsync(default));

        var (url, body, signature) = Assert.Single(_keeper.Posted);
        var anchor = JsonSerializer.Deserialize<AuditAnchor>(body, JsonSerializerOptions.Web)!;
        Assert.Equal("https://anchor.example/cityops", url);
        Assert.Equal((last.Sequence, Convert.ToHexStringLower(last.Hash)), (anchor.Sequence, anchor.Hash));
        var secret = process.GetRequiredService<ISecretStore>().Get(AnchorPublisher.SecretName);
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(body))), signature);

        await log.AppendAsync(Event, default);
        Assert.True(await publisher.PostAsync(default));
        Assert.Equal(2, _keeper.Posted.Count);
    }

    [Fact]
    public async Task What_was_not_taken_is_posted_again()
    {
        var process = _some.Process();
        await process.GetRequiredService<IAuditLog>().AppendAsync(Event, default);
        using var publisher = Publisher(process);

        _keeper.Status = HttpStatusCode.ServiceUnavailable;
        await Assert.ThrowsAsync<HttpRequestException>(() => publisher.PostAsync(default));
        _keeper.Status = HttpStatusCode.NoContent;

        Assert.True(await publisher.PostAsync(default));
        Assert.Equal(2, _keeper.Posted.Count);
        Assert.Equal(_keeper.Posted[0], _keeper.Posted[1]);
    }

    [Fact]
    public async Task What_was_posted_finds_a_chain_that_was_computed_anew_with_its_anchors()
    {
        var process = _some.Process();
        await process.GetRequiredService<IAuditLog>().AppendAsync(Event, default);
        using var publisher = Publisher(process);
        await publisher.PostAsync(default);
        var kept = Path.Combine(_some.Folder.FullName, "kept-elsewhere.jsonl");
        await File.WriteAllTextAsync(kept, _keeper.Posted.Single().Body + "\n");

        // Somebody who holds the machine writes another history, anchors and all.
        await using var forged = new Some();
        var log = forged.AuditLog();
        await log.AppendAsync(Event with { Actor = "nobody" }, default);

        var verified = await log.VerifyAsync(default, kept);
        Assert.Equal((AuditFault.Rewritten, 1L), (verified.Problems[0].Fault, verified.Problems[0].Entry));
    }

    private static AuditEvent Event => new("li.wei", "inspector", AuditAction.VaultOpened, "42", "工单 7");

    private AnchorPublisher Publisher(IServiceProvider process) => new(
        process.GetRequiredService<AuditAnchors>(), process.GetRequiredService<ISecretStore>(), process.GetRequiredService<IOptions<IdentityOptions>>(),
        _keeper, TimeProvider.System, NullLogger<AnchorPublisher>.Instance);

    /// <summary>Whoever keeps the heads outside.</summary>
    private sealed class Keeper : HttpMessageHandler, IHttpClientFactory
    {
        public List<(string Url, string Body, string Signature)> Posted { get; } = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.NoContent;

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Posted.Add((request.RequestUri!.ToString(), await request.Content!.ReadAsStringAsync(cancellationToken), request.Headers.GetValues(AnchorPublisher.SignatureHeader).Single()));
            return new HttpResponseMessage(Status);
        }
    }
}

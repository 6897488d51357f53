using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Webhooks;

/// <summary>Somebody else's web server on a free port, which answers as a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>();
    private readonly WebApplication _app;

    private Receiver(Func<Message, (int Status, string Body)> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        _app = builder.Build();
        _app.MapPost("/{**path}", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var message = new Message(
                context.Request.Headers["webhook-id"].ToString(), context.Request.Headers["webhook-timestamp"].ToString(),
                context.Request.Headers["webhook-signature"].ToString(), await reader.ReadToEndAsync());
            var (status, body) = answer(message);
            Seen.Add((message.Id, status));
            context.Response.StatusCode = status;
            if (body.Length > 0)
            {
                await context.Response.WriteAsync(body);
            }

            _messages.Writer.TryWrite(message);
        });
    }

    public ConcurrentBag<(string Id, int Status)> Seen { get; } = [];

    public string Url => _app.Urls.First() + "/hook";

    public static async Task<Receiver> StartAsync(Func<Message, (int Status, string Body)>? answer = null)
    {
        var receiver = new Receiver(answer ?? (_ => (204, "")));
        await receiver._app.StartAsync();
        return receiver;
    }

    public async Task<Message> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _messages.Reader.ReadAsync(patience.Token);
    }

    public bool IsEmpty => !_messages.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal sealed record Message(string Id, string Timestamp, string Signature, string Body);
}

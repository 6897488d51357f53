using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;

namespace CityOps.Host.Bench.Casework;

/// <summary>What people do, each action one request (a dispatch two at once, of which one must be refused), and how long it took.</summary>
internal sealed class CaseworkDay : IDisposable
{
    private static readonly string[] Sorts = ["score", "due", "opened"];
    private readonly CaseworkPlan _plan;
    private readonly HttpClient _http;
    private readonly List<string> _cases;
    private readonly List<(string WorkOrder, string Case, string Inspector)> _orders;
    private readonly string[] _analysts;
    private readonly ConcurrentDictionary<string, string> _inspectors = new(StringComparer.Ordinal);
    private readonly Func<string, string, string> _token;
    private readonly ConcurrentQueue<string> _filed = new();
    private readonly ConcurrentQueue<(string WorkOrder, string Case, string Inspector)> _accepted = new();
    private int _nextReview;
    private int _nextAcceptance = -1;
    private int _errors;
    private int _refusedSecond;

    public CaseworkDay(CaseworkPlan plan, Uri address, List<string> cases, List<(string WorkOrder, string Case, string Inspector)> orders, Func<string, string, string> token)
    {
        (_plan, _cases, _orders, _token, _nextReview) = (plan, cases, orders, token, plan.Orders - 1);
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        _analysts = [.. Enumerable.Range(0, plan.Analysts).Select(i => token(Roles.Analyst, FormattableString.Invariant($"analyst-{i:D3}")))];
        for (var i = 0; i < plan.Inspectors; i++)
        {
            _inspectors[CaseworkPlan.Inspector(i)] = token(Roles.Inspector, CaseworkPlan.Inspector(i));
        }
    }

    /// <summary>Milliseconds from when the request was due, by its kind.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<double>> Latencies { get; } = new(StringComparer.Ordinal);

    /// <summary>Commands the server said it took, and the events of which one must be in the case's history.</summary>
    public ConcurrentBag<(string CaseId, string[] Kinds)> Accepted { get; } = [];

    public int Errors => _errors;

    public int RefusedSecondDispatches => _refusedSecond;

    public string? FirstError { get; private set; }

    public async Task ActAsync(bool analyst, double pick, bool counts, Func<double> elapsedMs, CancellationToken cancellationToken)
    {
        try
        {
            var kind = await (analyst ? AnalyseAsync(pick, cancellationToken) : InspectAsync(pick, cancellationToken));
            if (counts)
            {
                Latencies.GetOrAdd(kind, _ => []).Add(elapsedMs());
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or JsonException && !cancellationToken.IsCancellationRequested)
        {
            Interlocked.Increment(ref _errors);
            FirstError ??= failure.Message;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> AnalyseAsync(double pick, CancellationToken cancellationToken)
    {
        var token = _analysts[(int)(pick * 9_973) % _analysts.Length];
        var any = (int)(pick * int.MaxValue) % _cases.Count;
        if (pick < 0.35)
        {
            await GetAsync(token, $"cases?town={Uri.EscapeDataString(CaseworkPlan.Town(any))}&sort={Sorts[any % Sorts.Length]}&limit=50", cancellationToken);
            return "list";
        }

        if (pick < 0.7)
        {
            await GetAsync(token, $"cases/{_cases[any]}", cancellationToken);
            return "open";
        }

        if (pick < 0.92 || !_filed.TryDequeue(out var filed))
        {
            var caseId = _cases[Interlocked.Increment(ref _nextReview) % _cases.Count];
            var confirms = any % 2 is 0;

            // Whoever decides about a household has opened its case: both are in what a review takes.
            await GetAsync(token, $"cases/{caseId}", cancellationToken);
            await PostAsync(token, $"cases/{caseId}/review", new { command_id = Guid.NewGuid(), decision = confirms ? "confirm" : "dismiss", reason_code = confirms ? "over_occupancy" : "evidence_weak" }, caseId, ["filed", "dismissed"], cancellationToken);
            if (confirms)
            {
                _filed.Enqueue(caseId);
            }

            return "review";
        }

        var both = await Task.WhenAll(SendAsync(token, filed, cancellationToken), SendAsync(_analysts[any % _analysts.Length], filed, cancellationToken));
        if (both.Count(status => status is HttpStatusCode.OK) is not 1 || both.Count(status => status is HttpStatusCode.Conflict) is not 1)
        {
            throw new HttpRequestException($"Two dispatches of {filed} at once were answered {both[0]} and {both[1]}.");
        }

        Interlocked.Increment(ref _refusedSecond);
        Accepted.Add((filed, ["work_order_created"]));
        return "dispatch";
    }

    private async Task<string> InspectAsync(double pick, CancellationToken cancellationToken)
    {
        if (pick > 0.65 && _accepted.TryDequeue(out var order))
        {
            await PostAsync(_inspectors[order.Inspector], $"work-orders/{order.WorkOrder}/outcome", new { command_id = Guid.NewGuid(), outcome = "confirmed", people_found = 9, rooms_used = 4 }, order.Case, ["outcome_reported"], cancellationToken);
            return "report";
        }

        if (pick > 0.3 && Interlocked.Increment(ref _nextAcceptance) is var next && next < _orders.Count)
        {
            order = _orders[next];
            await PostAsync(_inspectors[order.Inspector], $"work-orders/{order.WorkOrder}/acceptance", new { command_id = Guid.NewGuid() }, order.Case, ["work_order_accepted"], cancellationToken);
            _accepted.Enqueue(order);
            return "accept";
        }

        var who = CaseworkPlan.Inspector((int)(pick * 99_991) % _plan.Inspectors);
        await GetAsync(_inspectors[who], "work-orders?mine=true", cancellationToken);
        return "orders";
    }

    private async Task<HttpStatusCode> SendAsync(string token, string caseId, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Post, token, $"cases/{caseId}/work-orders", JsonContent.Create(new { command_id = Guid.NewGuid(), inspector = "inspector-0000" }), cancellationToken);
        return answer.StatusCode;
    }

    private async Task GetAsync(string token, string path, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Get, token, path, null, cancellationToken);
        await ReadAsync(answer, path, cancellationToken);
    }

    private async Task PostAsync(string token, string path, object body, string caseId, string[] kinds, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Post, token, path, JsonContent.Create(body), cancellationToken);
        await ReadAsync(answer, path, cancellationToken);
        Accepted.Add((caseId, kinds));
    }

    private static async Task ReadAsync(HttpResponseMessage answer, string path, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {text}");
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string token, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, cancellationToken);
    }
}

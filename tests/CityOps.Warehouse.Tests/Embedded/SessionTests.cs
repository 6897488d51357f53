using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CityOps.Tests.Shared;

namespace CityOps.Warehouse.Tests.Embedded;

public sealed class SessionTests : IDisposable
{
    private readonly HttpClient _http;

    public SessionTests(EngineFixture engine)
    {
        _http = new HttpClient { BaseAddress = engine.Address.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{engine.Address.User}:{engine.Address.Password}")));
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Session_takes_one_statement_at_a_time_and_ends_when_told()
    {
        var id = Guid.NewGuid().ToString();
        using var first = await PostAsync($"?session_id={id}", "CREATE TEMPORARY TABLE mine (a Int32)");
        var slow = PostAsync($"?session_id={id}", "SELECT sleep(0.5)");
        using var locked = await RetryUntilAsync(HttpStatusCode.Locked, () => PostAsync($"?session_id={id}", "SELECT 1"));
        using var _ = await slow;
        using var last = await PostAsync($"?session_id={id}&close_session=1", "SELECT count() FROM mine");

        using var gone = await PostAsync($"?session_id={id}&session_check=1", "SELECT 1");

        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static async Task<HttpResponseMessage> RetryUntilAsync(HttpStatusCode status, Func<Task<HttpResponseMessage>> send)
    {
        for (var i = 0; i < 1000; i++)
        {
            var response = await send();
            if (response.StatusCode == status)
            {
                return response;
            }

            response.Dispose();
        }

        throw new InvalidOperationException($"{status} did not come.");
    }

    private Task<HttpResponseMessage> PostAsync(string url, string body) => _http.PostAsync(url, new StringContent(body));
}

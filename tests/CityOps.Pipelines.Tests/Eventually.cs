namespace CityOps.Pipelines.Tests;

/// <summary>Waits for what another thread is about to make true, by asking again; a bounded number of times, never by a fixed pause.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(Longest);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            Assert.True(await timer.WaitForNextTickAsync(timeout.Token));
        }
    }
}

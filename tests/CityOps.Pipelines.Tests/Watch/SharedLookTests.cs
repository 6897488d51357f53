using CityOps.Pipelines.Watch;

namespace CityOps.Pipelines.Tests.Watch;

public sealed class SharedLookTests
{
    [Fact]
    public async Task Whoever_asks_while_a_look_is_under_way_shares_the_next_one()
    {
        var looks = new List<TaskCompletionSource>();
        using var began = new SemaphoreSlim(0);
        var shared = new SharedLook(() =>
        {
            var look = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            looks.Add(look);
            began.Release();
            return look.Task;
        });

        var first = shared.AskAsync();
        await began.WaitAsync(TestContext.Current.CancellationToken);
        var second = shared.AskAsync();
        var third = shared.AskAsync();
        Assert.Same(second, third);
        Assert.Single(looks);

        looks[0].SetResult();
        await first;
        await began.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        looks[1].SetResult();
        await second;
        Assert.Equal(2, looks.Count);
    }

    [Fact]
    public async Task A_look_that_failed_holds_up_no_later_one()
    {
        var count = 0;
        var shared = new SharedLook(() => ++count == 1 ? Task.FromException(new InvalidOperationException()) : Task.CompletedTask);
        await Assert.ThrowsAsync<InvalidOperationException>(shared.AskAsync);
        await shared.AskAsync();
        Assert.Equal(2, count);
    }
}

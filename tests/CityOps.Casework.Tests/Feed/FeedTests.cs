using CityOps.Casework.Domain;
using CityOps.Casework.Feed;
using CityOps.Casework.Tests.Storage;

namespace CityOps.Casework.Tests.Feed;

public sealed class FeedTests
{
    private static readonly string CaseOne = CaseId.Of("group-rental", "42", "s1");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_subscriber_hears_what_happens_after_it_came()
    {
        await using var world = await World.OpenAsync();
        var process = await CommandTests.WithCaseAsync(world);
        await process.Feed.StartAsync(default);
        await using var changes = process.Feed.SubscribeAsync(null, default).GetAsyncEnumerator();
        var next = changes.MoveNextAsync();
        Assert.True(SpinWait.SpinUntil(() => process.Feed.Subscribers is 1, Patience));

        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);

        Assert.True(await next.AsTask().WaitAsync(Patience));
        Assert.Equal((CaseOne, "triaged", CaseStage.Triaged), (changes.Current.Change!.CaseId, changes.Current.Change.Kind, changes.Current.Change.Stage));
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(Patience));
        Assert.Equal(("filed", "Hongqiao"), (changes.Current.Change!.Kind, changes.Current.Change.Town));
        await process.Feed.StopAsync(default);
    }

    [Fact]
    public async Task Who_comes_back_hears_what_was_missed_then_what_happens()
    {
        await using var world = await World.OpenAsync();
        var process = await CommandTests.WithCaseAsync(world);
        await process.Feed.StartAsync(default);

        var (kinds, lastId) = (new List<string>(), 0L);
        await foreach (var item in process.Feed.SubscribeAsync(1, default).WithCancellation(TestContext.Current.CancellationToken))
        {
            Assert.True(item.Id > lastId);
            lastId = item.Id;
            kinds.Add(item.Change!.Kind);
            if (kinds.Count is 1)
            {
                await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
            }

            if (kinds.Count is 3)
            {
                break;
            }
        }

        Assert.Equal(["evidence_added", "triaged", "filed"], kinds);
        await process.Feed.StopAsync(default);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    public async Task Who_missed_too_much_or_saw_another_database_reads_anew(long lastId)
    {
        await using var world = await World.OpenAsync();
        await CommandTests.WithCaseAsync(world);
        var process = world.Boot(new CaseworkTuning { FeedReplayItems = 1 });
        await process.Feed.StartAsync(default);

        var items = new List<CaseFeedItem>();
        await foreach (var item in process.Feed.SubscribeAsync(lastId, default).WithCancellation(TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        Assert.Equal((true, 2L), (Assert.Single(items).Resync, items[0].Id));
        await process.Feed.StopAsync(default);
    }

    [Fact]
    public void A_subscriber_that_does_not_keep_up_is_closed_and_told_where()
    {
        var subscriber = new FeedSubscriber(capacity: 2);
        Assert.True(subscriber.Offer(Item(1)));
        Assert.True(subscriber.Offer(Item(2)));
        Assert.False(subscriber.Offer(Item(3)));
        Assert.True(subscriber.Items.TryRead(out _));
        Assert.False(subscriber.Offer(Item(4)));
        Assert.Equal(3, subscriber.Dropped);
    }

    private static CaseFeedItem Item(long id) => new(id, false, null);
}

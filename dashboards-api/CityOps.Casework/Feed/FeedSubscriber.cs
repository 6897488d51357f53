using System.Threading.Channels;

namespace CityOps.Casework.Feed;

/// <summary>One subscriber's queue: bounded, and closed for good once it is full.</summary>
internal sealed class FeedSubscriber(int capacity)
{
    private readonly Channel<CaseFeedItem> _items = Channel.CreateBounded<CaseFeedItem>(
        new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });

    public ChannelReader<CaseFeedItem> Items => _items.Reader;

    /// <summary>The first change it did not get.</summary>
    public long Dropped { get; private set; }

    /// <summary>False once the subscriber is too far behind; it is not offered more.</summary>
    public bool Offer(CaseFeedItem item)
    {
        if (_items.Writer.TryWrite(item))
        {
            return true;
        }

        Dropped = Dropped is 0 ? item.Id : Dropped;
        _items.Writer.TryComplete();
        return false;
    }
}

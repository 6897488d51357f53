using System.Globalization;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>How the filling of <c>dwelling_days</c> fares in this process. Written by who fills, read by anyone.</summary>
public sealed class DwellingDaysStatus(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, DateTimeOffset> _waiting = [];
    private (string Kind, DateTimeOffset Since)? _failure;

    /// <summary>Age of the oldest mark that was seen and whose days are not filled; zero where there is none. Marks do not say when they were made: it counts from when this process first saw it.</summary>
    public TimeSpan OldestMark
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count == 0 ? TimeSpan.Zero : time.GetUtcNow() - _waiting.Values.Min();
            }
        }
    }

    /// <summary>Why the days are behind, or null where they are not.</summary>
    /// <param name="most">For how long filling may fail, and how old a mark may become.</param>
    public string? ProblemAfter(TimeSpan most)
    {
        lock (_lock)
        {
            var oldest = OldestMark;
            if (_failure is { } failure && (oldest >= most || time.GetUtcNow() - failure.Since >= most))
            {
                return string.Create(CultureInfo.InvariantCulture, $"dwelling_days has not been filled since {failure.Since:u} ({failure.Kind}); the log says more");
            }

            return oldest >= most
                ? string.Create(CultureInfo.InvariantCulture, $"dwelling_days is behind: days that changed have waited to be filled for {(long)oldest.TotalSeconds} s")
                : null;
        }
    }

    /// <summary>An attempt begins.</summary>
    /// <param name="marks">All marks there are.</param>
    public void Seen(IReadOnlyCollection<ulong> marks)
    {
        lock (_lock)
        {
            foreach (var gone in _waiting.Keys.Except(marks).ToList())
            {
                _waiting.Remove(gone);
            }

            foreach (var mark in marks)
            {
                _waiting.TryAdd(mark, time.GetUtcNow());
            }
        }
    }

    /// <summary>The days of these marks are filled.</summary>
    public void Filled(IReadOnlyCollection<ulong> marks)
    {
        lock (_lock)
        {
            foreach (var mark in marks)
            {
                _waiting.Remove(mark);
            }
        }
    }

    /// <summary>An attempt failed and is repeated. Only the kind is kept: the message may carry a row's values.</summary>
    public void Failed(Exception error)
    {
        lock (_lock)
        {
            _failure = (error.GetType().Name, _failure?.Since ?? time.GetUtcNow());
        }
    }

    /// <summary>An attempt succeeded.</summary>
    public void Recovered()
    {
        lock (_lock)
        {
            _failure = null;
        }
    }
}

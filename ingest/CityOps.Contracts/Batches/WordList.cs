using System.Text;

namespace CityOps.Contracts.Batches;

/// <summary>A short list of words, looked up by their UTF-8.</summary>
internal sealed class WordList(IReadOnlyList<string> words)
{
    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];

    public ReadOnlySpan<byte> this[int index] => _words[index];

    /// <summary>The word's place, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> utf8)
    {
        for (var index = 0; index < _words.Length; index++)
        {
            if (utf8.SequenceEqual(_words[index]))
            {
                return index;
            }
        }

        return -1;
    }
}

using System.Text;
using CityOps.Contracts.Batches;

namespace CityOps.Contracts.Tests.Batches;

public sealed class WordListTests
{
    private static readonly string[] Words = ["", "a", "gas", "water", "exactly8", "electricity", "sixteen bytes...", "seventeen bytes.."];

    [Fact]
    public void Every_word_is_known_wherever_it_stands()
    {
        var list = new WordList(Words);
        for (var first = 0; first < Words.Length; first++)
        {
            var (bytes, offsets) = Column([.. Words.Skip(first), .. Words]);
            Assert.Equal(offsets.Length - 1, list.FirstUnknown(bytes, offsets, 0));
        }
    }

    [Fact]
    public void A_text_that_differs_from_a_word_by_one_byte_its_length_or_what_follows_it_is_not_known()
    {
        var list = new WordList(Words);
        foreach (var text in Words.Where(word => word.Length > 1).SelectMany(word => new[] { word[..^1], word + "\0", word + "x", "X" + word[1..], word[..^1] + "X" }).Except(Words, StringComparer.Ordinal))
        {
            // In the middle, where it is read in two registers, and at the end, where there are too few bytes for that.
            Check(list, ["water", text, "electricity", "electricity"], 1);
            Check(list, ["water", "gas", text], 2);
        }
    }

    private static void Check(WordList list, string[] texts, int unknown)
    {
        var (bytes, offsets) = Column(texts);
        Assert.Equal(unknown, list.FirstUnknown(bytes, offsets, 0));
        Assert.Equal(texts.Length, list.FirstUnknown(bytes, offsets, unknown + 1));
    }

    private static (byte[] Bytes, int[] Offsets) Column(string[] texts)
    {
        var offsets = new int[texts.Length + 1];
        for (var row = 0; row < texts.Length; row++)
        {
            offsets[row + 1] = offsets[row] + Encoding.UTF8.GetByteCount(texts[row]);
        }

        return (Encoding.UTF8.GetBytes(string.Concat(texts)), offsets);
    }
}

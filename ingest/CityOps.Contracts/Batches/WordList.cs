using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace CityOps.Contracts.Batches;

/// <summary>A short list of words, looked up by their UTF-8.</summary>
internal sealed class WordList
{
    // Words of up to so many bytes are compared in two registers, without a call for each.
    private const int ShortBytes = 16;

    private readonly byte[][] _words;
    private readonly ShortWord[] _short;

    public WordList(IReadOnlyList<string> words)
    {
        _words = [.. words.Select(Encoding.UTF8.GetBytes)];
        _short = [.. _words.Where(word => word.Length <= ShortBytes).Select(word =>
        {
            Span<byte> padded = stackalloc byte[ShortBytes];
            word.CopyTo(padded);
            return ShortWord.Read(ref MemoryMarshal.GetReference(padded), word.Length);
        })];
    }

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

    /// <summary>The first text, at or after <paramref name="from"/>, that is not on the list; their number where all are.</summary>
    /// <param name="bytes">All texts, one after another.</param>
    /// <param name="offsets">Where each begins, and where the last one ends.</param>
    public int FirstUnknown(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> offsets, int from)
    {
        // Rows of one batch often say the same as the row before.
        var last = default(ShortWord) with { Length = -1 };
        for (var row = from; row < offsets.Length - 1; row++)
        {
            var (start, length) = (offsets[row], offsets[row + 1] - offsets[row]);
            if ((uint)length > ShortBytes || (uint)start > (uint)bytes.Length || bytes.Length - start < ShortBytes)
            {
                if (IndexOf(bytes.Slice(start, length)) < 0)
                {
                    return row;
                }

                continue;
            }

            var word = ShortWord.Read(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), start), length);
            if (!word.Is(last))
            {
                if (!IsKnown(word))
                {
                    return row;
                }

                last = word;
            }
        }

        return offsets.Length - 1;
    }

    private bool IsKnown(ShortWord word)
    {
        foreach (var known in _short)
        {
            if (word.Is(known))
            {
                return true;
            }
        }

        return false;
    }

    private readonly record struct ShortWord(ulong Head, ulong Tail, int Length)
    {
        /// <param name="first">The first of <see cref="ShortBytes"/> bytes; those after the word are left out.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ShortWord Read(ref byte first, int length)
        {
            var head = Unsafe.ReadUnaligned<ulong>(ref first);
            return length <= sizeof(ulong)
                ? new ShortWord(Low(head, length), 0, length)
                : new ShortWord(head, Low(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, sizeof(ulong))), length - sizeof(ulong)), length);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Is(ShortWord other) => Head == other.Head && Tail == other.Tail && Length == other.Length;

        private static ulong Low(ulong value, int bytes) => bytes == 0 ? 0 : value & (ulong.MaxValue >> ((sizeof(ulong) - bytes) * 8));
    }
}

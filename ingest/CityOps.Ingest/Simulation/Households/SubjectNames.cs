using System.Globalization;
using System.Text;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// The numbers of dwellings and meters: <c>SIM{seed}-{letter}{number}</c>, where the letter is D for the dwelling and W, E or G for its meters. The seed is part of it, so
/// that two simulated districts never mix.
/// </summary>
internal sealed class SubjectNames
{
    private static readonly byte[] Letters = "WEG"u8.ToArray();
    private readonly byte[] _prefix;
    private readonly byte[][] _numbers;

    public SubjectNames(ulong seed, int dwellings, IReadOnlyList<LikeHome> like)
    {
        _prefix = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"SIM{seed}-"));
        _numbers = new byte[dwellings][];
        for (var i = 0; i < dwellings; i++)
        {
            _numbers[i] = Encoding.UTF8.GetBytes(like.Count > 0 ? "-" + like[i % like.Count].Id + (i < like.Count ? "" : "x") : string.Create(CultureInfo.InvariantCulture, $"{i + 1:D6}"));
        }
    }

    public string Dwelling(int index) => Encoding.UTF8.GetString(_prefix) + "D" + Encoding.UTF8.GetString(_numbers[index]);

    public string Meter(int index, int utility) => Encoding.UTF8.GetString(_prefix) + (char)Letters[utility] + Encoding.UTF8.GetString(_numbers[index]);

    /// <summary>Writes a meter's number, or with <paramref name="utility"/> -1 the dwelling's; returns its length.</summary>
    public int Write(int index, int utility, Span<byte> into)
    {
        _prefix.CopyTo(into);
        into[_prefix.Length] = utility < 0 ? (byte)'D' : Letters[utility];
        _numbers[index].CopyTo(into[(_prefix.Length + 1)..]);
        return _prefix.Length + 1 + _numbers[index].Length;
    }

    /// <summary>Bytes that any of them takes at most.</summary>
    public int Longest => _prefix.Length + 1 + _numbers.Max(n => n.Length);
}

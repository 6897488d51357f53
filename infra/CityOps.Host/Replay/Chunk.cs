namespace CityOps.Host.Replay;

/// <summary>A piece of a file that is a whole body by itself: whole rows, under the header line where the format has one.</summary>
/// <param name="FirstRow">The 1-based number of its first row within the file.</param>
internal sealed record Chunk(ReadOnlyMemory<byte> Body, long FirstRow);

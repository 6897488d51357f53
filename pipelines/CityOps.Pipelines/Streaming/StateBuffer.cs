namespace CityOps.Pipelines.Streaming;

/// <summary>
/// Encodes one state after another into the same array where it is large: megabytes that are new each second have the collector go through the whole heap for each of them. The array is longer than the state,
/// and is written whole, so that nothing has to copy the part that counts.
/// </summary>
internal sealed class StateBuffer
{
    private const int SmallBytes = 64 * 1024;
    private const int StepBytes = 256 * 1024;

    private byte[] _large = [];

    /// <returns>Valid until the next state is encoded.</returns>
    public byte[] Encode(ProcessorState state)
    {
        var head = state.EncodeHead();
        var length = head.Length + state.Own.Length;
        var bytes = length <= SmallBytes ? new byte[length] : LargeOf(length);
        head.CopyTo(bytes, 0);
        state.Own.Span.CopyTo(bytes.AsSpan(head.Length));
        bytes.AsSpan(length).Clear();
        return bytes;
    }

    private byte[] LargeOf(int length)
    {
        if (_large.Length < length || _large.Length > 2L * length + StepBytes)
        {
            _large = new byte[(length / StepBytes + 1) * StepBytes];
        }

        return _large;
    }
}

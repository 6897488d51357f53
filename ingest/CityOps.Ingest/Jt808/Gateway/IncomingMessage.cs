using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>A whole message, out of one frame or put together.</summary>
/// <param name="Header">Of its last frame, without the package numbers.</param>
/// <param name="Serials">Of each of its frames: all of them are answered.</param>
internal sealed record IncomingMessage(FrameHeader Header, byte[] Body, IReadOnlyList<ushort> Serials);

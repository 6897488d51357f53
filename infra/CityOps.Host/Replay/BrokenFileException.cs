namespace CityOps.Host.Replay;

/// <summary>A file that cannot be read to its end; the message says what is wrong with it and how far it was sound, and follows the file's name.</summary>
internal sealed class BrokenFileException(string message, Exception? cause = null) : Exception(message, cause);

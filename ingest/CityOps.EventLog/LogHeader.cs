namespace CityOps.EventLog;

/// <summary>A header of a message; values are UTF-8 text in all of CityOps' own headers.</summary>
public readonly record struct LogHeader(string Name, string Value);

namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>
/// A time in which a truck was silent: a track of its own that goes on from before it, and ends with the first point after it. Terminals store what they cannot send, and send it
/// hours later; what happened then is found late. What the main track made of the time afterwards stays.
/// </summary>
internal sealed record SilentStretch(long FromMs, long ToMs, TruckTrack Track);

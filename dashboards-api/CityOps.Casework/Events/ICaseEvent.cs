namespace CityOps.Casework.Events;

/// <summary>
/// Something that happened to a case. Written once and never changed: fields may be added to a record, none renamed or taken away.
/// </summary>
public interface ICaseEvent;

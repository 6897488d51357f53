namespace CityOps.EventLog.DeadLetters;

/// <summary>Why something became a dead letter, in few enough words to count by; the letter's own reason says more.</summary>
public enum DeadLetterCause
{
    /// <summary>A row is not what its contract says.</summary>
    InvalidRow,

    /// <summary>A message as a whole cannot be decoded.</summary>
    UnreadableMessage,

    /// <summary>The warehouse refuses a message's rows for what they hold.</summary>
    RefusedByWarehouse,

    /// <summary>Casework refuses a suspicion.</summary>
    RefusedByCasework,
}

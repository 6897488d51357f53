using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Casework.Storage.Rows;

namespace CityOps.Casework.Storage;

/// <summary>From stored events to a state.</summary>
internal static class CaseHistory
{
    /// <param name="rows">One case's, by sequence.</param>
    /// <exception cref="InvalidDataException">An event is missing or unknown.</exception>
    public static CaseState Fold(IEnumerable<EventRow> rows)
    {
        var state = CaseState.Nothing;
        foreach (var row in rows)
        {
            if (row.Sequence != state.Version + 1)
            {
                throw new InvalidDataException($"The history of {row.CaseId} lacks event {state.Version + 1}: restore the casework database from a backup.");
            }

            state = CaseFold.Apply(state, CaseEventCodec.Read(row.Kind, row.Payload), row.At, new Actor(row.ActorName, row.ActorRole));
        }

        return state;
    }
}

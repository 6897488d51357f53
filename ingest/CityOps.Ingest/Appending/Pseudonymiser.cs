using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Contracts.Schema;
using CityOps.Identity;

namespace CityOps.Ingest.Appending;

/// <summary>
/// Turns rows of the border into rows of the keyed form: household identifiers become surrogate keys, a dwelling's place becomes its H3
/// cell, and addresses, contacts and exact places go to the vault, before anything is appended.
/// </summary>
public sealed class Pseudonymiser(IIdentityVault vault, ICellIndex cells, SubjectKinds subjects)
{
    /// <summary>The keyed batch shares the columns that say nothing of a household: use it before the border batch is disposed.</summary>
    public async ValueTask<RecordBatch> ReplaceAsync(RecordBatch border, ContractSchema schema, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(schema.Keyed, schema) && !schema.Columns.Any(c => c.Protection is Protection.ScenarioSubject))
        {
            return border;
        }

        List<IArrowArray> columns = [];
        ulong[]? dwellings = null;
        for (var i = 0; i < schema.Columns.Count; i++)
        {
            switch (schema.Columns[i].Protection)
            {
                case Protection.MeterId:
                    columns.Add(KeyColumn(await vault.KeysOfAsync(IdentityKind.Meter, (StringArray)border.Column(i), cancellationToken)));
                    break;
                case Protection.DwellingId:
                    dwellings = await vault.KeysOfAsync(IdentityKind.Dwelling, (StringArray)border.Column(i), cancellationToken);
                    columns.Add(KeyColumn(dwellings));
                    break;
                case Protection.DwellingLongitude:
                    columns.Add(KeyColumn(await cells.CellsOfAsync(VaultColumns.Places(border, schema), cancellationToken)));
                    break;
                case Protection.ScenarioSubject:
                    columns.Add(await SubjectsAsync(border, schema, i, cancellationToken));
                    break;
                case Protection.DwellingLatitude or Protection.VaultOnly:
                    break;
                default:
                    columns.Add(border.Column(i));
                    break;
            }
        }

        if (dwellings is not null && VaultColumns.SecretsOf(border, schema, dwellings) is { Count: > 0 } secrets)
        {
            await vault.SealAsync(secrets, cancellationToken);
        }

        return new RecordBatch(schema.Keyed.Arrow, columns, border.Length);
    }

    // A dwelling's key in decimal, as in suspicions and cases.
    private async ValueTask<IArrowArray> SubjectsAsync(RecordBatch border, ContractSchema schema, int ordinal, CancellationToken cancellationToken)
    {
        var given = (StringArray)border.Column(ordinal);
        var scenarios = (StringArray)border.Column(schema.OrdinalOf("scenario"));
        string?[] dwellings = [.. Enumerable.Range(0, border.Length).Select(row => subjects.AreDwellings(scenarios.GetString(row)) ? given.GetString(row) : null)];
        var keys = await vault.KeysOfAsync(IdentityKind.Dwelling, dwellings, cancellationToken);
        var replaced = new StringArray.Builder();
        for (var row = 0; row < border.Length; row++)
        {
            var subject = keys[row] == 0 ? given.GetString(row) : keys[row].ToString(System.Globalization.CultureInfo.InvariantCulture);
            replaced = string.IsNullOrEmpty(subject) ? replaced.AppendNull() : replaced.Append(subject);
        }

        return replaced.Build();
    }

    private static UInt64Array KeyColumn(ulong[] keys)
    {
        var bytes = new byte[keys.Length * sizeof(ulong)];
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<ulong>(keys).CopyTo(bytes);
        return new UInt64Array(new ArrayData(UInt64Type.Default, keys.Length, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(bytes)]));
    }
}

using System.Data;
using System.Data.Common;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>What changes at most one checkpoint, with its values: a statement, or several that are one transaction.</summary>
/// <param name="Values">By the names of its parameters; null, text, <see cref="long"/>, <see cref="int"/> or bytes.</param>
public sealed record CheckpointStatement(string Sql, IReadOnlyList<(string Name, object? Value)> Values)
{
    /// <summary>About what its values take in the file.</summary>
    public long Bytes => Values.Sum(value => (value.Value as byte[])?.LongLength ?? 0);

    /// <summary>Makes a command say this, and nothing that it said before.</summary>
    public void Bind(DbCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.CommandText = Sql;
        command.Parameters.Clear();
        foreach (var (name, value) in Values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            if (value is byte[] or null)
            {
                // PostgreSQL takes a null without a type for text.
                parameter.DbType = DbType.Binary;
            }

            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
    }
}

/// <summary>What became of it.</summary>
/// <param name="Changed">How many rows it changed, in all tables.</param>
/// <param name="Row">The row it returns, where it returns one; <see cref="DBNull"/> for null.</param>
public sealed record CheckpointResult(int Changed, IReadOnlyList<object>? Row);

using System.Globalization;
using CityOps.Casework.Elements;
using CityOps.Host.Commands;

namespace CityOps.Host.Evaluation.GroupRental;

/// <summary>Visits per week by town out of a file of the form that the admin page takes and gives: <c>town, visits_per_week</c>, and <c>scenario</c> where it holds several.</summary>
internal static class VisitBudgetFile
{
    /// <param name="towns">Of the district.</param>
    /// <exception cref="CommandException">There is no such file, or a row is no budget; the message names row, field and value.</exception>
    public static async Task<IReadOnlyDictionary<string, int>> ReadAsync(FileInfo file, IReadOnlyList<string> towns, CancellationToken cancellationToken)
    {
        var budgets = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = await RowsAsync(file, cancellationToken);
        var namesScenarios = rows.Any(row => row.ContainsKey("scenario"));
        foreach (var (number, row) in rows.Index())
        {
            if (namesScenarios && (row.GetValueOrDefault("scenario") ?? throw Wrong(number, "scenario is missing.")) is not "group-rental")
            {
                continue;
            }

            var town = row.GetValueOrDefault("town") ?? throw Wrong(number, "town is missing.");
            if (!towns.Contains(town, StringComparer.Ordinal))
            {
                throw Wrong(number, $"town is '{town}'; the district has {string.Join(", ", towns)}.");
            }

            var visits = row.GetValueOrDefault("visits_per_week") ?? throw Wrong(number, "visits_per_week is missing.");
            if (!int.TryParse(visits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw Wrong(number, $"visits_per_week is '{visits}'; give a whole number from 0 on.");
            }

            if (!budgets.TryAdd(town, count))
            {
                throw Wrong(number, $"{town} has a budget already; give each town one row.");
            }
        }

        return budgets.Count > 0 ? budgets : throw new CommandException($"{file.Name} holds no budget of group-rental; its first row names the columns town and visits_per_week.");

        CommandException Wrong(int index, string what) => new($"{file.Name}, row {index + 1} below the header, blank ones left out: {what}");
    }

    private static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> RowsAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return ElementFiles.Read(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        }
        catch (InvalidDataException e)
        {
            throw new CommandException($"{file.Name}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--visits-of-towns: {file.FullName} cannot be read: {e.Message}");
        }
    }
}

using System.CommandLine;
using CityOps.Contracts.Catalog;
using CityOps.Host.Composition;
using CityOps.Host.ContractPages;

namespace CityOps.Host.Commands;

/// <summary><c>cityops contracts</c>: what may be sent, column by column.</summary>
internal static class ContractsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "One contract; all without it.", Arity = ArgumentArity.ZeroOrOne };
        var command = new ExampledCommand(
            "contracts",
            "Print the contracts: every column, its type, range and words, as Markdown.",
            """
            cityops contracts meter-readings
            cityops contracts > contracts.md
            """)
        {
            name,
        };
        command.SetAction(parsed => Print(parsed.GetValue(name)));
        return command;
    }

    private static int Print(string? name)
    {
        var catalog = new ContractCatalog(Scenarios.Catalog());
        if (name is not null && !catalog.TryGet(name, out _))
        {
            throw new CommandException($"no contract is named '{name}'. There are: {string.Join(", ", catalog.All.Select(c => c.Name))}.");
        }

        Console.Write(ContractPage.Render(name is null ? catalog.All : [catalog[name]]));
        return 0;
    }
}

using System.CommandLine;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;

namespace CityOps.Host.Commands;

/// <summary><c>cityops token</c>: a bearer token for scripts, from the data folder's own secret.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var role = new Option<string>("--role") { Description = $"The role it carries: {string.Join(", ", Roles.All)}.", HelpName = "ROLE", Required = true };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var name = new Option<string>("--name") { Description = "Who acts, as history will show it.", HelpName = "NAME", DefaultValueFactory = _ => "local" };
        var hours = new Option<double>("--hours") { Description = "How long it is good for, in hours.", DefaultValueFactory = _ => 12 };
        hours.Require(value => value is > 0 and <= 24 * 366, "a number above 0 and up to 8784 (366 days)");
        var command = new ExampledCommand(
            "token",
            "Print a bearer token for the API and the gateway. Needs no running server, only the data folder's secrets.",
            """
            curl -H "Authorization: Bearer $(cityops token --role analyst)" http://localhost:5080/api/v1/cases
            """)
        {
            data, role, name, hours,
        };
        command.SetAction(parsed =>
        {
            var folder = DataFolder.OpenExisting(parsed.GetValue(data)!);
            Console.WriteLine(LocalTokens.Of(folder).Issue(parsed.GetValue(role)!, parsed.GetValue(name)!, TimeSpan.FromHours(parsed.GetValue(hours))));
            return 0;
        });
        return command;
    }
}

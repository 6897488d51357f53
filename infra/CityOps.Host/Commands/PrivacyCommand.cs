using System.CommandLine;
using CityOps.Contracts.Catalog;
using CityOps.Host.Privacy;

namespace CityOps.Host.Commands;

/// <summary><c>cityops privacy assessment</c>: the impact assessment, from the program's own declarations.</summary>
internal static class PrivacyCommand
{
    public static Command Create()
    {
        var output = new Option<FileInfo?>("--out") { Description = "Where to write it; left out, it is printed.", HelpName = "FILE" };
        var assessment = new ExampledCommand(
            "assessment",
            "Write the privacy impact assessment (个人信息保护影响评估) from what the program declares: fields and purposes, what becomes of them, who may see what.",
            """
            cityops privacy assessment
            cityops privacy assessment --out docs/privacy-assessment.md
            """)
        {
            output,
        };
        assessment.SetAction(async (parsed, cancellationToken) =>
        {
            var page = PrivacyAssessment.Write(new ContractCatalog(Composition.Scenarios.Catalog()));
            if (parsed.GetValue(output) is { } file)
            {
                await File.WriteAllTextAsync(file.FullName, page, cancellationToken);
            }
            else
            {
                Console.Write(page);
            }

            return 0;
        });
        return new ExampledCommand("privacy", "What the program declares about personal data.", "cityops privacy assessment") { assessment };
    }
}

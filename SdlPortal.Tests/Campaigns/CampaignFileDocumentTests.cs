using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Campaigns.PriorResults;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Tests.Campaigns;

public sealed class CampaignFileDocumentTests
{
    [Fact]
    public void The_documented_examples_are_read_without_a_problem()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "campaign-file.md"));

        var definition = CampaignFile.ReadDefinition(Block(text, "json"));
        var table = PriorTable.Parse(Block(text, "csv"));
        var reading = PriorReading.Of(table, ColumnChoice.Guess(table, definition.Space, definition.Objectives), definition.Space, definition.Objectives);

        Assert.Equal(6, definition.Space.Parameters.Count);
        Assert.Empty(reading.ColumnProblems);
        Assert.Equal(2, reading.Results.Count);
    }

    [Fact]
    public void Every_strategy_and_policy_is_documented()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "campaign-file.md"));
        foreach (var name in Strategies.Names.Concat(PolicyNames.All<PendingPolicy>()).Concat(PolicyNames.All<DuplicatePolicy>()))
            Assert.Contains($"`{name}`", text, StringComparison.Ordinal);
    }

    private static string Block(string text, string language)
    {
        var start = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SdlPortal.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}

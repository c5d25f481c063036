using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using static Microsoft.Playwright.Assertions;

namespace SdlPortal.Tests.Browser;

/// <summary>From a file on somebody's disk to a model that foretells new rows, on the real server.</summary>
[Collection(WholeMachine.Name)]
public sealed partial class DataJourneyTests
{
    [BrowserFact]
    public async Task A_table_is_uploaded_read_about_cleaned_and_undone_modeled_and_the_saved_model_applied_to_new_rows()
    {
        using var folder = new TemporaryFolder();
        await using var portal = new PortalProcess(folder.Path);
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();
        var ben = await visitors.OpenAsync($"{portal.Address}/data", who: People.Ben);

        // Brought: what is odd about it is found without being told.
        await Expect(ben.Locator("#table-campaign")).ToContainTextAsync("none has begun");
        await ben.Locator("#table-upload").SetInputFilesAsync(Repository.File("docs", "examples", "coating-batches.csv"));
        await ben.WaitForURLAsync(TableUrl(), new() { Timeout = 60_000 });
        var table = $"{portal.Address}/data/{TableUrl().Match(ben.Url).Groups[1].Value}";
        var found = ben.Locator("main");
        await Expect(found).ToContainTextAsync("3 rows of 243 repeat an earlier row", new() { Timeout = 60_000 });
        await Expect(found).ToContainTextAsync("fraction_polymer + fraction_salt + fraction_dye sum to 1");
        await Expect(found).ToContainTextAsync("at 2600 °C");
        await Expect(found).ToContainTextAsync("a floor, such as a detection limit");

        // Left out by one, seen by the other without a reload, brought back.
        var ada = await visitors.OpenAsync($"{table}/rows");
        await Expect(ada.GetByText("243 rows that count").First).ToBeVisibleAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Exclude these 3 rows" }).First.ClickAsync();
        await ben.Locator(".exclude-form").GetByRole(AriaRole.Button, new() { NameRegex = Exclude() }).ClickAsync();
        await Expect(ada.GetByText("240 rows that count").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await ben.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).First.ClickAsync();
        await Expect(ada.GetByText("243 rows that count").First).ToBeVisibleAsync(new() { Timeout = 30_000 });

        // A link shows a colleague the same picture, which is not worked out twice.
        await ben.GotoAsync($"{table}/explore?plot=correlation");
        await Expect(ben.Locator(".figure-board svg").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ada.GotoAsync($"{table}/explore?plot=correlation");
        await Expect(ada.GetByText("Asked by Ben")).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await ben.GotoAsync($"{table}/models?target=conductivity&family=ridge&family=forest&folds=3");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Work it out" }).ClickAsync();
        var standings = ben.GetByRole(AriaRole.Region, new() { Name = "Models that foretell conductivity" });
        await Expect(standings.Locator("tbody tr").First).ToContainTextAsync("Random forest", new() { Timeout = 120_000 });
        await ben.GetByRole(AriaRole.Button, new() { Name = "Save Random forest" }).ClickAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Save the model" }).ClickAsync();
        await ben.GetByRole(AriaRole.Link, new() { Name = "conductivity from coating-batches" }).ClickAsync(new() { Timeout = 60_000 });

        var fresh = Path.Combine(folder.Path, "new-rows.csv");
        await File.WriteAllTextAsync(fresh, NewRows());
        await ben.Locator("#apply-upload").SetInputFilesAsync(fresh);
        var said = ben.GetByRole(AriaRole.Region, new() { Name = "conductivity of 2 rows of new-rows" });
        await Expect(said.Locator("tbody tr")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Expect(said.Locator("tbody tr").First).ToContainTextAsync("yes");
        await Expect(said.Locator("tbody tr").Nth(1)).ToContainTextAsync("anneal_temperature");

        // A program gets the same by the API, with the person's own session.
        var model = ModelUrl().Match(ben.Url).Groups[1].Value;
        var answer = await ben.APIRequest.PostAsync($"{portal.Address}/api/models/{model}/predict", new() { DataString = NewRows(), Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "text/csv" } });
        Assert.True(answer.Ok, await answer.TextAsync());
        Assert.Equal(2, (await answer.JsonAsync())!.Value.GetProperty("predictions").GetArrayLength());
        var refused = await ben.APIRequest.PostAsync($"{portal.Address}/api/models/{model}/predict", new() { DataString = "speed\n1\n2\n", Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "text/csv" } });
        Assert.Equal(422, refused.Status);
        Assert.Contains("anneal_temperature", await refused.TextAsync(), StringComparison.Ordinal);

        await ben.GotoAsync($"{table}/report");
        await Expect(ben.Locator("main")).ToContainTextAsync("coating-batches", new() { Timeout = 60_000 });
        Assert.Empty(visitors.Errors);
    }

    /// <summary>Two rows with the example's columns; the second was annealed far hotter than any that the model saw.</summary>
    private static string NewRows()
    {
        var lines = File.ReadLines(Repository.File("docs", "examples", "coating-batches.csv")).Take(3).ToArray();
        var (headings, hot) = (lines[0].Split(','), lines[2].Split(','));
        hot[Array.FindIndex(headings, h => h.StartsWith("anneal_temperature", StringComparison.Ordinal))] = "4000";
        return string.Join('\n', lines[0], lines[1], string.Join(',', hot)) + "\n";
    }

    [GeneratedRegex("/data/([0-9a-z-]+)/quality", RegexOptions.None, 1000)]
    private static partial Regex TableUrl();

    [GeneratedRegex("/data/models/([0-9a-f]{32})", RegexOptions.None, 1000)]
    private static partial Regex ModelUrl();

    [GeneratedRegex("^Exclude", RegexOptions.None, 1000)]
    private static partial Regex Exclude();
}

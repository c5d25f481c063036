using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using static Microsoft.Playwright.Assertions;

namespace SdlPortal.Tests.Browser;

/// <summary>Prior runs on the real server: from files to checked runs, with two people watching, in light and dark, on a narrow screen and without a mouse.</summary>
[Collection(WholeMachine.Name)]
public sealed class PriorRunsJourneyTests
{
    private const string Distribution = """{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}""";

    [BrowserFact]
    public async Task Runs_of_Optuna_and_of_a_table_are_imported_checked_excluded_and_brought_back_while_two_people_watch()
    {
        using var folder = new TemporaryFolder();
        await using var portal = new PortalProcess(folder.Path);
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();
        Directory.CreateDirectory(Path.Combine(folder.Path, "inbox"));
        Optuna(Path.Combine(folder.Path, "inbox", "studies.db"));

        var ada = await visitors.OpenAsync($"{portal.Address}/prior-runs");
        await ada.GetByRole(AriaRole.Button, new() { Name = "New project" }).ClickAsync();
        await ada.GetByLabel("Name of the project").FillAsync("Classifiers");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Heading, new() { Name = "Add runs" })).ToBeVisibleAsync();
        var ben = await visitors.OpenAsync(ada.Url, who: People.Ben);

        await ada.GetByLabel("From the import folder").FillAsync("studies.db");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Look at it" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Combobox, new() { Name = "Format" })).ToHaveValueAsync("optuna");
        await Expect(ada.Locator(".manifest dd").First).ToContainTextAsync("12: 10 completed, 2 failed");
        await Expect(ben.Locator(".plain-list")).ToContainTextAsync("studies.db");
        await Button(ada, "Import").ClickAsync();
        foreach (var page in new[] { ada, ben })
        {
            await Expect(page.Locator(".source-table tbody tr")).ToHaveCountAsync(1);
            await Expect(page.GetByText("Imported studies.db: 12 runs.")).ToBeVisibleAsync();
        }

        await ada.Locator("#upload").SetInputFilesAsync(new FilePayload { Name = "runs.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(Table(4000)) });
        await Expect(ada.GetByLabel("Role of acc_seed1")).ToHaveValueAsync("of:acc");
        await ada.GetByLabel("Role of worker").SelectOptionAsync("Hardware");
        await Expect(ada.Locator(".first-runs")).ToBeVisibleAsync();
        await FaultlessAsync(ada);
        await NarrowAsync(ada);
        await Button(ada, "Import").ClickAsync();
        foreach (var page in new[] { ada, ben })
        {
            await Expect(page.Locator(".source-table tbody tr")).ToHaveCountAsync(2);
            await Expect(page.Locator(".sentence")).ToContainTextAsync("4,015 runs of 4 tasks from 2 sources");
        }

        await FaultlessAsync(ada);
        await NarrowAsync(ada);
        await ada.GetByRole(AriaRole.Combobox, new() { Name = "Metric" }).SelectOptionAsync("acc");
        await Expect(ben.GetByRole(AriaRole.Combobox, new() { Name = "Metric" })).ToHaveValueAsync("acc");

        foreach (var page in new[] { ada, ben })
            await page.GetByRole(AriaRole.Link, new() { Name = "Quality" }).ClickAsync();
        var duplicates = ada.Locator(".quality-findings > li").Filter(new() { HasText = "Duplicates" }).First;
        await duplicates.GetByRole(AriaRole.Button, new() { Name = "Show the runs" }).ClickAsync();
        await Expect(duplicates.Locator(".evidence")).ToContainTextAsync("line 4002");
        await ExcludeWithoutAMouseAsync(ada, duplicates);
        await Expect(ben.Locator(".exclusions li")).ToContainTextAsync("copied twice");
        await Expect(ben.Locator(".exclusions li")).ToContainTextAsync("Ada");
        foreach (var page in new[] { ada, ben })
        {
            await Expect(page.Locator(".sentence")).ToContainTextAsync("3 of them excluded");
            await Expect(page.Locator(".quality-findings h3").Filter(new() { HasText = "Duplicates" })).ToHaveCountAsync(0);
        }

        await FaultlessAsync(ada);
        await NarrowAsync(ada);
        await ben.GetByRole(AriaRole.Button, new() { Name = "Undo the exclusion" }).ClickAsync();
        await Expect(ada.Locator(".exclusions .badge")).ToHaveTextAsync("undone");
        await Expect(ada.Locator(".quality-findings h3").Filter(new() { HasText = "Duplicates" })).Not.ToHaveCountAsync(0);

        await ada.GetByRole(AriaRole.Link, new() { Name = "Tasks" }).ClickAsync();
        await Expect(ada.Locator(".task-table tbody tr")).ToHaveCountAsync(4);
        await Expect(ada.Locator(".scale-plots .main-svg").First).ToBeVisibleAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Parameter rule" }).ClickAsync();
        await FaultlessAsync(ada);
        await NarrowAsync(ada);
        foreach (var tab in new[] { "Effects", "Regions", "Variants", "Time" })
        {
            await ada.GetByRole(AriaRole.Link, new() { Name = tab, Exact = true }).ClickAsync();
            await Expect(ada.Locator(".tabs [aria-current]")).ToHaveTextAsync(tab);
        }

        await ada.GotoAsync($"{portal.Address}/prior-runs");
        await Expect(ada.Locator(".cards tbody tr")).ToContainTextAsync("4,015");
        await FaultlessAsync(ada);
        await NarrowAsync(ada);
        Assert.Empty(visitors.Errors);
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task ExcludeWithoutAMouseAsync(IPage page, ILocator finding)
    {
        await finding.GetByRole(AriaRole.Button, new() { Name = "Exclude these 3 runs" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(finding.Locator(".exclude-form")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("copied twice");
        await Expect(finding.Locator(".exclude-form .btn-primary")).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task FaultlessAsync(IPage page)
    {
        var faults = await AccessibilityTests.FaultsAsync(page, "light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        faults.AddRange(await AccessibilityTests.FaultsAsync(page, "dark"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        Assert.True(faults.Count == 0, $"{page.Url}: {string.Join(Environment.NewLine, faults)}");
    }

    /// <summary>Nothing of the page is wider than a screen of 320 pixels.</summary>
    private static async Task NarrowAsync(IPage page)
    {
        await page.SetViewportSizeAsync(320, 900);
        try
        {
            // Plots follow a moment later.
            await page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= 320");
        }
        catch (TimeoutException)
        {
            var widest = await page.EvaluateAsync<string>("() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 320).slice(0, 5).map(e => `${e.tagName}.${e.className}`).join(', ')");
            Assert.Fail($"{page.Url} is wider than a screen of 320 pixels: {widest}");
        }

        await page.SetViewportSizeAsync(1440, 900);
    }

    /// <summary>Two tasks; the first three runs stand once more at the end.</summary>
    private static string Table(int runs)
    {
        var lines = Enumerable.Range(0, runs).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{(i % 2 == 0 ? "iris" : "wine")},{1e-4 * (1 + i):G6},{8 + (i * 7 % 120)},{0.70 + (i * 37 % 2903 / 10000.0)},{0.71 + (i * 37 % 2903 / 10000.0)},w{i % 3}")).ToList();
        return "task,learning_rate,units,acc_seed0,acc_seed1,worker\n" + string.Join('\n', lines.Concat(lines.Take(3))) + "\n";
    }

    /// <summary>A small storage of schema 3: two studies, ten trials that went to their end and two that failed.</summary>
    private static void Optuna(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        void Do(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        Do("CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name VARCHAR(512))");
        Do("CREATE TABLE study_directions (study_direction_id INTEGER PRIMARY KEY, direction VARCHAR(8), study_id INTEGER, objective INTEGER)");
        Do("CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, number INTEGER, study_id INTEGER, state VARCHAR(8), datetime_start DATETIME, datetime_complete DATETIME)");
        Do("CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT)");
        Do("CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY, trial_id INTEGER, objective INTEGER, value FLOAT, value_type VARCHAR(7))");
        Do("INSERT INTO studies VALUES (1, 'digits'), (2, 'faces'); INSERT INTO study_directions VALUES (1, 'MAXIMIZE', 1, 0), (2, 'MAXIMIZE', 2, 0)");
        for (var trial = 0; trial < 12; trial++)
        {
            var failed = trial >= 10;
            Do(FormattableString.Invariant($"INSERT INTO trials VALUES ({trial + 1}, {trial / 2}, {1 + (trial % 2)}, '{(failed ? "FAIL" : "COMPLETE")}', '2026-01-01 10:{trial:00}:00.000000', '2026-01-01 10:{trial:00}:30.000000')"));
            Do(FormattableString.Invariant($"INSERT INTO trial_params VALUES ({trial + 1}, {trial + 1}, 'lr', {0.001 * (trial + 1)}, '{Distribution}')"));
            if (!failed)
                Do(FormattableString.Invariant($"INSERT INTO trial_values VALUES ({trial + 1}, {trial + 1}, 0, {0.5 + (trial * 0.03)}, 'FINITE')"));
        }
    }
}

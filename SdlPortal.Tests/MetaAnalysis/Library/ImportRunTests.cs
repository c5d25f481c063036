using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Library;

public sealed class ImportRunTests : IDisposable
{
    private readonly LibraryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_import_keeps_every_run_as_it_was_read()
    {
        var outcome = folder.Import(folder.File("a.fake", 0, 70));

        Assert.Equal((ImportKind.Added, 70, 4), (outcome.Kind, outcome.Source.Runs, outcome.Source.Chunks.Count));
        for (var row = 0; row < 70; row++)
        {
            var (expected, actual) = (FakeReader.Run(row), folder.Project.Look(outcome.Source.Id, row, CancellationToken.None));
            Assert.Equal(Text(expected), Text(actual));
        }
    }

    [Fact]
    public void An_import_counts_tasks_statuses_names_refusals_and_remarks()
    {
        var source = folder.Import(folder.File("a.fake", ["note Two columns are mixed.", .. LibraryFolder.Numbers(0, 50), "bad", "bad", "7"])).Source;

        Assert.Equal([new StatusCount(RunStatus.Completed, 45), new StatusCount(RunStatus.Failed, 5)], source.Statuses);
        Assert.Equal([new TaskCount("iris", 25), new TaskCount("wine", 25)], source.Tasks);
        Assert.Equal(["depth", "lr", "max_features", "momentum", "solver"], source.Parameters.Select(p => p.Shape.Name));
        Assert.Equal(new SourceParameter(new ParameterShape("depth", ParameterKind.Integer), false, 50, 0, 0, 4), source.Parameters[0]);
        Assert.Equal((true, 50, 8), (source.Parameters[2].Shape.IsCategory, source.Parameters[2].Runs, source.Parameters[2].Texts));
        Assert.Equal(["adam", "lbfgs", "sgd"], source.Parameters[4].Shape.Levels);
        Assert.Equal((MetricGoal.Maximize, 45, 2), (source.Metrics[0].Shape.Goal, source.Metrics[0].Runs, source.Metrics[0].Replicates));
        Assert.Equal(3, source.Refused);
        Assert.Equal(new Refusal("line 52", "It is bad."), source.Refusals[0]);
        Assert.Equal(new Refusal("line 7", "The key 'trial 7' belongs to an earlier run of this source. Correct the row, or name more columns as the key."), source.Refusals[2]);
        Assert.Equal(["Two columns are mixed."], source.Remarks);
        Assert.Equal([new NameCount("model", 50), new NameCount("n_samples", 50)], source.Notes);
    }

    [Fact]
    public void The_same_content_adds_nothing_under_any_name_and_says_so()
    {
        var first = folder.Import(folder.File("a.fake", 0, 30));
        var hash = folder.Project.State.Hash;

        var second = folder.Import(folder.File("elsewhere/b.fake", 0, 30));

        Assert.Equal((ImportKind.NothingNew, first.Source.Id), (second.Kind, second.Source.Id));
        Assert.Equal($"Nothing was added: the same content was imported as a.fake ({first.Source.Id}) on 2026-05-04 by Ada.", second.Sentence);
        Assert.Equal(hash, folder.Project.State.Hash);
        Assert.Equal(30, folder.Load().Table.Count);
    }

    [Fact]
    public void A_part_of_what_is_there_adds_nothing()
    {
        var first = folder.Import(folder.File("a.fake", 0, 30));

        var part = folder.Import(folder.File("b.fake", 5, 10));

        Assert.Equal((ImportKind.NothingNew, first.Source.Id), (part.Kind, part.Source.Id));
        Assert.Single(folder.Project.State.Sources);
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder.Project.Folder, "unfinished")));
    }

    [Fact]
    public void A_file_that_grew_is_a_newer_version_and_removing_it_brings_the_older_one_back()
    {
        var old = folder.Import(folder.File("a.fake", 0, 30));
        var grown = folder.Import(folder.File("a.fake", 0, 45));

        Assert.Equal((ImportKind.NewVersion, old.Source.Id), (grown.Kind, grown.Replaces));
        Assert.Empty(grown.Elsewhere);
        Assert.Equal(45, folder.Load().Table.Count);
        Assert.Equal(old.Source.Id, folder.Project.State.Source(grown.Source.Id)!.Lineage);

        folder.Project.RemoveSource(grown.Source.Id, "Too new", People.Ada);
        Assert.Equal(30, folder.Load().Table.Count);
        Assert.Contains("It was removed on 2026-05-04 by Ada (Too new); restore it", folder.Import(folder.File("a.fake", 0, 45)).Sentence, StringComparison.Ordinal);

        folder.Project.RestoreSource(grown.Source.Id, People.Ada);
        Assert.Equal(45, folder.Load().Table.Count);
        Assert.Contains($"Its newer version {grown.Source.Id} counts instead.", folder.Import(folder.File("a.fake", 0, 30)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_versions_of_a_source_the_last_that_is_not_removed_counts()
    {
        var first = folder.Import(folder.File("a.fake", 0, 30)).Source.Id;
        var second = folder.Import(folder.File("a.fake", 0, 40)).Source.Id;
        folder.Project.RemoveSource(second, "Too early", People.Ada);
        var third = folder.Import(folder.File("a.fake", 0, 50)).Source.Id;
        Assert.Equal(first, folder.Project.State.Source(third)!.Replaces);

        folder.Project.RestoreSource(second, People.Ada);
        Assert.Equal([third], folder.Project.State.Current.Select(s => s.Id));
        folder.Project.RemoveSource(third, "Wrong", People.Ada);
        Assert.Equal([second], folder.Project.State.Current.Select(s => s.Id));
        folder.Project.PurgeSource(third, People.Ada);
        folder.Project.RemoveSource(second, "Wrong", People.Ada);
        folder.Project.PurgeSource(second, People.Ada);
        Assert.Equal([first], folder.Project.State.Current.Select(s => s.Id));
        Assert.Equal(30, folder.Load().Table.Count);
    }

    [Fact]
    public void A_grown_file_is_known_under_another_name_too()
    {
        var old = folder.Import(folder.File("a.fake", 0, 30));
        Assert.Equal(old.Source.Id, folder.Import(folder.File("b.fake", 10, 60)).Replaces);
    }

    [Fact]
    public void Another_file_that_shares_few_runs_is_a_source_of_its_own_and_the_shared_ones_are_counted()
    {
        var first = folder.Import(folder.File("a.fake", 0, 30));

        var second = folder.Import(folder.File("b.fake", 25, 30));

        Assert.Equal((ImportKind.Added, null), (second.Kind, second.Replaces));
        Assert.Equal([new NameCount(first.Source.Id, 5)], second.Elsewhere);
        Assert.Equal(60, folder.Load().Table.Count);
    }

    [Fact]
    public void The_same_file_under_another_map_is_a_newer_version()
    {
        var path = folder.File("a.fake", 0, 30);
        var first = folder.Import(path);

        var turned = folder.Import(path, map: new RunMap { Task = "turned" });

        Assert.Equal((ImportKind.NewVersion, first.Source.Id), (turned.Kind, turned.Replaces));
        Assert.Equal(MetricGoal.Minimize, folder.Load().Table.Metrics[0].Shape.Goal);
    }

    [Fact]
    public void Where_nothing_can_be_read_nothing_is_stored()
    {
        var outcome = folder.Import(folder.File("a.fake", ["bad", "bad"]));

        Assert.Equal((ImportKind.NothingRead, 2), (outcome.Kind, outcome.Source.Refused));
        Assert.Equal("Nothing was stored of a.fake: all 2 rows were refused.", outcome.Sentence);
        Assert.Empty(folder.Project.State.Sources);
        Assert.Equal("Nothing was stored of b.fake: it holds no runs.", folder.Import(folder.File("b.fake", [])).Sentence);
    }

    [Fact]
    public void A_source_that_ends_in_damage_leaves_nothing_behind()
    {
        var path = folder.File("a.fake", [.. LibraryFolder.Numbers(0, 50), "torn"]);

        Assert.Throws<RunSourceException>(() => folder.Import(path));

        Assert.Empty(folder.Project.State.Sources);
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder.Project.Folder, "unfinished")));
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere.fake cannot be read", Assert.Throws<RunSourceException>(() => folder.Import(Path.Combine(folder.Path, "nowhere.fake"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_imports_into_a_project_do_not_run_at_a_time()
    {
        var path = folder.File("a.fake", 0, 30);
        Exception? second = null;
        folder.Import(path, new FakeReader { OnRun = n => second ??= Record.Exception(() => ImportRun.Start(folder.AnotherProject(), new ImportRequest(path, new FakeReader(), null, People.Ben), null, CancellationToken.None)) });

        Assert.StartsWith("Another import works in the project 'MLP tuning'.", Assert.IsType<ProjectBusyException>(second).Message, StringComparison.Ordinal);
        Assert.Equal(30, folder.Load().Table.Count);
    }

    [Fact]
    public void Decisions_of_others_are_possible_while_an_import_runs()
    {
        var first = folder.Import(folder.File("a.fake", 0, 30));
        var other = folder.AnotherProject();

        folder.Import(folder.File("b.fake", 100, 30), new FakeReader
        {
            OnRun = n =>
            {
                if (n == 110)
                    other.Exclude(new KeysSelected(["trial 3"]), "wrong furnace", People.Ben, CancellationToken.None);
            },
        });

        Assert.Equal(60, other.Load(null, CancellationToken.None).Table.Count);
        Assert.Equal(1, folder.Load().ExcludedCount);
        Assert.Equal(["Ada", "Ada", "Ben", "Ada"], folder.Project.History().Select(e => e.By));
        Assert.Equal(first.Source.Id, folder.Project.State.Sources[0].Id);
    }

    [Fact]
    public void A_preview_shows_the_beginning_and_stores_nothing()
    {
        var preview = ImportPreview.Of(new FakeReader(), folder.File("a.fake", ["bad", .. LibraryFolder.Numbers(0, 12_000)]), null, CancellationToken.None);

        Assert.False(preview.IsComplete);
        Assert.InRange(preview.Fraction, 0.8, 0.9);
        Assert.Equal(ImportPreview.Shown, preview.First.Count);
        Assert.Equal((1, 9997), (preview.Counts.Refused, preview.Counts.Runs));
        Assert.False(Directory.Exists(Path.Combine(folder.Project.Folder, "unfinished")));

        Assert.True(ImportPreview.Of(new FakeReader(), folder.File("b.fake", 0, 3), null, CancellationToken.None).IsComplete);
    }

    [Fact]
    public void An_uploads_place_is_not_remembered()
    {
        var path = folder.File("x/upload.tmp", 0, 5);
        var source = ImportRun.Start(folder.Project, new ImportRequest(path, new FakeReader(), null, People.Ada, "mlp.fake", IsUpload: true), null, CancellationToken.None).Source;
        Assert.Equal((null, "mlp.fake"), (source.Path, source.Name));
    }

    [Fact]
    public void A_removed_source_is_deleted_for_good_only_on_demand_and_can_then_be_imported_again()
    {
        var path = folder.File("a.fake", 0, 30);
        var id = folder.Import(path).Source.Id;

        Assert.Throws<RefusedException>(() => folder.Project.PurgeSource(id, People.Ada));
        Assert.Throws<RefusedException>(() => folder.Project.RemoveSource(id, " ", People.Ada));
        folder.Project.RemoveSource(id, "Wrong file", People.Ada);
        Assert.Equal(0, folder.Load().Table.Count);
        folder.Project.PurgeSource(id, People.Ada);

        Assert.Empty(folder.Project.State.Sources);
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder.Project.Folder, "sources")));
        Assert.Equal(ImportKind.Added, folder.Import(path).Kind);
    }

    /// <summary>Everything of a run, names in order.</summary>
    internal static string Text(RunRecord run) => string.Join('\n',
        run.Key, run.Task, run.Variant, run.Status, run.Start?.UtcTicks, run.DurationSeconds, run.Cost, run.Hardware, run.Seed, run.CodeVersion, run.DataVersion, run.Split, run.Origin,
        string.Join(',', run.Parameters.OrderBy(p => p.Name, StringComparer.Ordinal)),
        string.Join(',', run.Notes.OrderBy(p => p.Name, StringComparer.Ordinal)),
        string.Join(',', run.Metrics.OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => $"{m.Name}={string.Join(';', m.Replicates)}")),
        string.Join(',', run.Curves.Select(c => $"{c.Metric}: {string.Join(';', c.Steps)} / {string.Join(';', c.Values)}")));
}

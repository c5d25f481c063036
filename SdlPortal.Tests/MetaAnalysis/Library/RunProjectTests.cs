using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Library;

public sealed class RunProjectTests : IDisposable
{
    private readonly LibraryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Projects_have_names_that_differ_and_folders_that_say_them()
    {
        Assert.Equal("There is a project 'MLP tuning' already. Choose another name.", Assert.Throws<RefusedException>(() => folder.Library.Create(" mlp TUNING ", People.Ada)).Message);
        Assert.Throws<RefusedException>(() => folder.Library.Create("  ", People.Ada));
        var other = folder.Library.Create("MLP tuning!", People.Ada);
        folder.Library.Rename(other, "Coatings", People.Ben);

        Assert.Equal([("mlp-tuning-2", "Coatings"), ("mlp-tuning", "MLP tuning")], folder.Another().Projects().Select(p => (p.Id, p.Name)));
        Assert.Equal("mlp-tuning-2", folder.Another().Find("coatings")!.Id);
        Assert.Throws<RefusedException>(() => folder.Library.Rename(other, "MLP Tuning", People.Ben));
        Assert.Null(folder.Another().Find("nothing"));
    }

    [Fact]
    public void A_deleted_project_is_in_the_trash_with_its_reason()
    {
        folder.Import(folder.File("a.fake", 0, 30));
        Assert.Throws<RefusedException>(() => folder.Library.Delete(folder.Project, "", People.Ada));
        folder.Library.Delete(folder.Project, "Mistaken", People.Ada);

        Assert.Empty(folder.Library.Projects());
        Assert.Contains("\"reason\":\"Mistaken\"", File.ReadAllText(Path.Combine(Directory.GetDirectories(Path.Combine(folder.Library.Folder, "trash")).Single(), "journal.jsonl")), StringComparison.Ordinal);
        Assert.Throws<RunLibraryException>(() => folder.Project.State);
        Assert.Equal("mlp-tuning", folder.Library.Create("MLP tuning", People.Ada).Id);
        Assert.Equal(0, folder.Library.Find("MLP tuning")!.Load(null, CancellationToken.None).Table.Count);
    }

    [Fact]
    public async Task Decisions_of_many_threads_and_instances_come_one_after_the_other_and_none_is_lost()
    {
        folder.Import(folder.File("a.fake", 0, 30));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            var project = folder.AnotherProject();
            for (var i = 0; i < 5; i++)
                project.Exclude(new KeysSelected([string.Create(CultureInfo.InvariantCulture, $"trial {(writer * 5) + i}")]), "stress", People.Ada with { Name = $"writer {writer}" }, CancellationToken.None);
        })));

        var state = folder.Project.State;
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"x{n}"), state.Exclusions.Select(x => x.Id));
        Assert.Equal(22, state.Sequence);
        Assert.Equal(20, folder.Load().ExcludedCount);
        Assert.Equal(state.Hash, folder.AnotherProject().State.Hash);
    }

    [Fact]
    public void Excluded_rows_are_marked_and_come_back_when_it_is_undone()
    {
        var id = folder.Import(folder.File("a.fake", 0, 30)).Source.Id;
        var before = folder.Load();

        var exclusion = folder.Project.Exclude(new RowsSelected([new SourceRows(id, [7, 25, 7])], "duplicates"), "measured twice", People.Ada, CancellationToken.None);

        Assert.Equal(("x1", 2, $"2 rows of {id}, found by the check 'duplicates'"), (exclusion.Id, exclusion.Count, exclusion.Selector));
        var loaded = folder.Load();
        Assert.Equal([7, 25], Enumerable.Range(0, 30).Where(r => loaded.Excluded[r]));
        Assert.NotEqual(before.DataHash, loaded.DataHash);

        folder.AnotherProject().UndoExclusion("x1", "they were not", People.Ben);
        Assert.Equal(before.DataHash, folder.Load().DataHash);
        Assert.Equal(("Ben", "they were not"), (folder.Project.State.Exclusions[0].Undone!.By, folder.Project.State.Exclusions[0].Undone!.Reason));
        Assert.Throws<RefusedException>(() => folder.Project.UndoExclusion("x1", "", People.Ben));
        Assert.Throws<RefusedException>(() => folder.Project.UndoExclusion("x9", "", People.Ben));
    }

    [Fact]
    public void An_exclusion_holds_for_the_newer_version_of_its_source_wherever_the_runs_stand_now()
    {
        var id = folder.Import(folder.File("a.fake", 0, 30)).Source.Id;
        folder.Project.Exclude(new RowsSelected([new SourceRows(id, [7])]), "wrong", People.Ada, CancellationToken.None);

        folder.Import(folder.File("a.fake", LibraryFolder.Numbers(0, 50).Reverse()));

        var loaded = folder.Load();
        Assert.Equal([42], Enumerable.Range(0, 50).Where(r => loaded.Excluded[r]));
        Assert.Equal("trial 7", folder.Project.Look(loaded.Table.Sources[42]!, loaded.Table.SourceRows[42], CancellationToken.None).Key);
    }

    [Fact]
    public void A_row_of_one_source_is_not_excluded_in_another_that_has_its_key()
    {
        var first = folder.Import(folder.File("a.fake", 0, 30)).Source.Id;
        folder.Import(folder.File("b.fake", 25, 30));

        folder.Project.Exclude(new RowsSelected([new SourceRows(first, [28])]), "twice", People.Ada, CancellationToken.None);
        Assert.Equal(1, folder.Load().ExcludedCount);
        folder.Project.Exclude(new KeysSelected(["trial 28"]), "wrong", People.Ada, CancellationToken.None);
        Assert.Equal(2, folder.Load().ExcludedCount);
    }

    [Fact]
    public void An_excluded_task_stays_out_when_more_of_it_is_imported()
    {
        folder.Import(folder.File("a.fake", 0, 30));
        var exclusion = folder.Project.Exclude(new TaskSelected("wine"), "leaks", People.Ada, CancellationToken.None);
        Assert.Equal((15, "the task 'wine'"), (exclusion.Count, exclusion.Selector));

        folder.Import(folder.File("b.fake", 100, 30));
        Assert.Equal(30, folder.Load().ExcludedCount);
    }

    [Fact]
    public void What_selects_nothing_or_does_not_exist_is_refused()
    {
        var id = folder.Import(folder.File("a.fake", 0, 30)).Source.Id;
        Assert.Contains("No run", Refused(new KeysSelected(["nothing"])), StringComparison.Ordinal);
        Assert.Contains("No run", Refused(new TaskSelected("nothing")), StringComparison.Ordinal);
        Assert.Contains("has no source 'nothing'. It has: " + id, Refused(new RowsSelected([new SourceRows("nothing", [1])])), StringComparison.Ordinal);
        Assert.Contains("has the rows 0 to 29; row 30 was selected", Refused(new RowsSelected([new SourceRows(id, [1, 30])])), StringComparison.Ordinal);
        Assert.Contains("needs a reason", Assert.Throws<RefusedException>(() => folder.Project.Exclude(new KeysSelected(["trial 1"]), " ", People.Ada, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Empty(folder.Project.State.Exclusions);

        string Refused(RunSelector selector) => Assert.Throws<RefusedException>(() => folder.Project.Exclude(selector, "why", People.Ada, CancellationToken.None)).Message;
    }

    [Fact]
    public void Rules_are_kept_in_versions_that_can_be_read_and_restored()
    {
        folder.Import(folder.File("a.fake", 0, 30));
        var plain = folder.Load().DataHash;
        var first = new HarmonizationRules { Parameters = [new ParameterRule("learning_rate") { From = ["lr"] }] };
        var second = new HarmonizationRules { Metrics = [new MetricRule("error") { From = ["accuracy"], Factor = -1, Offset = 1 }] };

        Assert.Equal(1, folder.Project.SaveRules(first, "one name", People.Ada));
        Assert.Equal(1, folder.Project.SaveRules(first, "again", People.Ada));
        Assert.Equal(2, folder.AnotherProject().SaveRules(second, "", People.Ben));

        Assert.Equal((first, second, second), (folder.Project.Rules(1), folder.Project.Rules(2), folder.Project.Rules()));
        Assert.Equal(HarmonizationRules.None, folder.Project.Rules(0));
        Assert.Equal(["error", "loss"], folder.Load().Table.Metrics.Select(m => m.Shape.Name));
        Assert.Equal(3, folder.Project.RestoreRules(1, People.Ada));
        Assert.Contains("learning_rate", folder.Load().Table.Parameters.Select(p => p.Shape.Name));
        folder.Project.SaveRules(HarmonizationRules.None, "", People.Ada);
        Assert.Equal(plain, folder.Load().DataHash);
        Assert.Equal(["one name", "", "Version 1 restored", ""], folder.Project.State.Rules.Select(r => r.Comment));
        Assert.Throws<RunLibraryException>(() => folder.Project.Rules(9));
    }

    [Fact]
    public void Rules_with_problems_are_not_saved()
    {
        folder.Import(folder.File("a.fake", 0, 30));
        var refused = Assert.Throws<DefinitionException>(() => folder.Project.SaveRules(new HarmonizationRules { Parameters = [new ParameterRule("learning_rate") { From = ["LR"] }] }, "", People.Ada));

        Assert.Equal("parameters[0].from: No source has a parameter 'LR'. Perhaps 'lr' is meant; capitals and blanks count.", Assert.Single(refused.Problems).ToString());
        Assert.Equal(0, folder.Project.State.RulesVersion);
    }

    [Fact]
    public void An_own_campaign_is_read_anew_at_every_load()
    {
        var (runs, hash) = (5, "a");
        using var live = new LibraryFolder((id, _) => id != "c1" ? null : new CampaignRead("Coatings", runs, hash, Enumerable.Range(0, runs).Select(n => new SdlPortal.Domain.MetaAnalysis.Import.RunRead(FakeReader.Run(n), 0))));
        var source = live.Project.AddCampaign("c1", "Coatings", People.Ada);
        var before = live.Load();
        Assert.Equal((5, source), (before.Table.Count, before.Table.Sources[0]));
        Assert.Equal("trial 3", live.Project.Look(source, 3, CancellationToken.None).Key);
        live.Project.Exclude(new RowsSelected([new SourceRows(source, [3])]), "wrong", People.Ada, CancellationToken.None);

        (runs, hash) = (9, "b");
        Assert.Equal((9, 1), (live.Load().Table.Count, live.Load().ExcludedCount));
        (runs, hash) = (9, "c");
        Assert.Throws<RefusedException>(() => live.Project.AddCampaign("c1", "Coatings", People.Ada));
        var changed = live.Load().DataHash;
        hash = "b";
        Assert.NotEqual(changed, live.Load().DataHash);

        live.Project.AddCampaign("c2", "Gone", People.Ada);
        Assert.Contains("The campaign 'Gone' (c2) cannot be found. Remove that source", Assert.Throws<RunLibraryException>(() => live.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_every_column_of_every_run()
    {
        folder.Import(folder.File("a.fake", 0, 60));
        var table = folder.Load().Table;

        Assert.Equal(["depth", "lr", "max_features", "momentum", "solver"], table.Parameters.Select(p => p.Shape.Name));
        Assert.Equal([ParameterKind.Integer, ParameterKind.Number, ParameterKind.Category, ParameterKind.Number, ParameterKind.Category], table.Parameters.Select(p => p.Shape.Kind));
        Assert.Equal(["0.5", "sqrt"], table.Parameters[2].Shape.Levels);
        Assert.Equal(["adam", "lbfgs", "sgd"], table.Parameters[4].Shape.Levels);
        Assert.Equal((1e-4, 1.0), (table.Parameters[1].Shape.Low, table.Parameters[1].Shape.High));
        Assert.Equal(["iris", "wine"], table.Tasks.Labels);
        Assert.Equal(["forest", "mlp"], table.Variants.Labels);
        for (var row = 0; row < 60; row++)
        {
            var run = FakeReader.Run(row);
            foreach (var parameter in table.Parameters)
            {
                var given = run.Parameters.Where(p => p.Name == parameter.Shape.Name).Select(p => p.Value.ToString()).SingleOrDefault() ?? "NaN";
                Assert.Equal(given, parameter.Shape.IsCategory && !double.IsNaN(parameter.Values[row]) ? parameter.Shape.Levels[(int)parameter.Values[row]] : parameter.Values[row].ToString("R", CultureInfo.InvariantCulture));
            }

            Assert.Equal(run.Metrics.Count == 0 ? double.NaN : run.Metrics[0].Replicates.Average(), table.Metrics[0].Mean(row), 12);
            Assert.Equal((run.Status, run.Variant, run.Task, run.Seed, run.Hardware, run.CodeVersion, run.DataVersion, run.Split), (table.Status[row], table.Variants[row], table.Tasks[row], table.Seeds[row], table.Hardware[row], table.CodeVersions[row], table.DataVersions[row], table.Splits[row]));
            Assert.Equal((run.Start - DateTimeOffset.UnixEpoch)?.TotalSeconds ?? double.NaN, table.Start[row], 6);
            Assert.Equal((run.DurationSeconds ?? double.NaN, run.Cost ?? double.NaN, row), (table.DurationSeconds[row], table.Cost[row], table.SourceRows[row]));
        }
    }

    [Fact]
    public void Ten_thousand_conditional_parameters_are_stored_and_too_wide_a_table_is_refused_with_the_way_out()
    {
        using var wide = new LibraryFolder((_, _) => new CampaignRead("wide", 1, "a", Enumerable.Range(0, 15_000).Select(n => new SdlPortal.Domain.MetaAnalysis.Import.RunRead(
            FakeReader.Run(n) with { Parameters = [new($"p{n % 10_000}", n)] }, 0))));
        wide.Project.AddCampaign("c1", "wide", People.Ada);

        var refused = Assert.Throws<RunLibraryException>(() => wide.Load());
        Assert.StartsWith("15,000 runs with more than 8,333 parameters and metrics do not fit into memory. Drop columns", refused.Message, StringComparison.Ordinal);
    }
}

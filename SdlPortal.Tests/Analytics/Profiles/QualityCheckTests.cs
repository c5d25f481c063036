using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;
using static SdlPortal.Tests.Analytics.Profiles.MadeTables;

namespace SdlPortal.Tests.Analytics.Profiles;

/// <summary>Each check finds its defect, planted into a table that is clean without it.</summary>
public sealed class QualityCheckTests
{
    private const int N = 200;

    [Fact]
    public void Duplicated_rows_are_found_but_for_the_first_of_each_also_under_an_identifier()
    {
        double[] a = [.. Normal(N, 1)], b = [.. Normal(N, 2)];
        foreach (var row in new[] { 20, 30, 31 })
            (a[row], b[row]) = (a[7], b[7]);

        var finding = Assert.Single(Found(Of(("id", [.. Enumerable.Range(1, N).Select(i => (double)i)]), ("a", a), ("b", b)), "duplicates"));

        Assert.Equal("20,30-31", finding.Rows.Text());
        Assert.Equal(FindingSeverity.Warns, finding.Severity);
        Assert.Contains("but id", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_named_as_they_were_brought_after_some_were_left_out()
    {
        double[] a = [.. Normal(N, 1)], b = [.. Normal(N, 2)];
        (a[20], b[20]) = (a[7], b[7]);
        var part = TablePart.Without(Of(("a", a), ("b", b)), RowSet.Of([0, 1, 2]));

        Assert.Equal("20", Assert.Single(Found(part, "duplicates")).Rows.Text());
    }

    [Fact]
    public void Repetitions_tell_the_noise_and_the_group_that_disagrees()
    {
        double[] x = Uniform(60, 1), z = Uniform(60, 2), noise = Normal(180, 3, 0, 0.1);
        int[] of = [.. Enumerable.Range(0, 180).Select(i => i / 3)];
        double[] y = [.. of.Select((g, i) => x[g] + noise[i] + (i == 100 ? 3 : 0))];

        var found = Found(Of(("x", [.. of.Select(g => x[g])]), ("z", [.. of.Select(g => z[g])]), ("y", y)), "replicates");

        Assert.Contains(found, f => f.Sentence.StartsWith("180 rows form 60 groups", StringComparison.Ordinal) && f.Columns.SequenceEqual(["y"], StringComparer.Ordinal));
        Assert.Contains(found, f => f.Severity == FindingSeverity.Warns && f.Rows.Text() == "99-101");
    }

    [Fact]
    public void A_share_that_is_missing_breaks_the_sum()
    {
        double[] a = Uniform(N, 1), b = [.. a.Zip(Uniform(N, 2), (u, v) => (1 - u) * v)], c = [.. a.Zip(b, (u, v) => 1 - u - v)];
        (c[5], c[9]) = (0.9, 0);

        var finding = Assert.Single(Found(Of(("t", Normal(N, 5, 300)), ("a", a), ("b", b), ("c", c), ("y", Normal(N, 6))), "simplex"));

        Assert.Equal(["a", "b", "c"], finding.Columns);
        Assert.Equal("5,9", finding.Rows.Text());
        Assert.Equal(FindingSeverity.Warns, finding.Severity);
    }

    [Fact]
    public void A_line_that_is_no_data_lies_out_of_bounds()
    {
        double[] flow = [.. Uniform(N, 1).Select(u => 0.01 + (0.49 * u))];
        flow[0] = 3;

        var finding = Assert.Single(Found(Of(("airgap", flow), ("y", Normal(N, 2))), "bounds"));

        Assert.Equal("0", finding.Rows.Text());
        Assert.Contains("at 3", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-999, "code for a missing value")]
    [InlineData(-4, "far outside")]
    public void A_negative_value_among_positive_ones_is_named(double value, string words)
    {
        double[] x = [.. Uniform(N, 1).Select(u => 2 + u)];
        x[17] = value;

        Assert.Contains(Found(Of(("x", x), ("y", Normal(N, 2))), "bounds"), f => f.Rows.Text() == "17" && f.Sentence.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_yield_above_a_hundred_and_a_negative_mass_contradict_their_names()
    {
        double[] yield = [.. Uniform(N, 1).Select(u => 100 * u)], mass = [.. Normal(N, 2, 2)];
        (yield[3], mass[4]) = (104, -0.1);
        var found = Found(new MemoryTable("t", [Number("yield"), Number("m", "mg")], [yield, [.. mass.Select((m, i) => i == 4 ? m : Math.Abs(m))]]), "bounds");

        Assert.Equal(["3", "4"], found.Select(f => f.Rows.Text()));
    }

    [Fact]
    public void A_cluster_a_thousand_times_the_others_is_another_unit()
    {
        double[] x = [.. Normal(N, 1, 5, 0.5).Select((v, i) => i % 20 == 3 ? 1000 * v : v)];

        var finding = Assert.Single(Found(Of(("x", x), ("y", Normal(N, 2))), "units"));

        Assert.Equal(10, finding.Rows.Count);
        Assert.Contains("1,000 (milli, kilo)", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outlier_leaves_the_tail_and_a_long_tail_is_none()
    {
        double[] x = Normal(N, 1), tail = [.. Normal(N, 2).Select(v => Math.Exp(2 * v))];
        x[11] = 9;
        var table = Of(("x", x), ("tail", tail));

        Assert.Equal("11", Assert.Single(Found(table, "outliers").Concat(Found(table, "bounds")), f => f.Severity == FindingSeverity.Warns).Rows.Text());
    }

    [Fact]
    public void A_floor_is_found_and_rounding_is_none()
    {
        double[] y = [.. Normal(N, 1).Select(v => Math.Max(v, -0.8))], rounded = [.. Normal(N, 2).Select(v => Math.Round(v, 1))];

        var finding = Assert.Single(Found(Of(("y", y), ("rounded", rounded)), "floors"));

        Assert.Equal(["y"], finding.Columns);
        Assert.Contains("the lowest value: a floor", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_rounded_by_hand_are_told_from_those_that_were_not()
    {
        double[] x = [.. Normal(N, 1).Select((v, i) => Math.Round(v, i % 10 == 0 ? 1 : 6) + (i % 10 == 0 ? i : 0))];

        Assert.Single(Found(Of(("x", x), ("y", Normal(N, 2))), "digits"));
    }

    [Fact]
    public void Columns_that_say_nothing_are_named()
    {
        var table = Of(("same", [.. Enumerable.Repeat(2.0, N)]), ("nearly", [.. Enumerable.Range(0, N).Select(i => i == 4 ? 1.0 : 0)]), ("nothing", [.. Enumerable.Repeat(double.NaN, N)]), ("id", [.. Enumerable.Range(0, N).Select(i => (double)i)]));

        Assert.Equal([["same"], ["nearly"]], Found(table, "constant").Select(f => f.Columns));
        Assert.Equal(["nothing"], Assert.Single(Found(table, "missing")).Columns);
        Assert.Equal(["id"], Assert.Single(Found(table, "identifiers")).Columns);
    }

    [Fact]
    public void Text_among_numbers_is_named_with_its_rows()
    {
        var table = new MemoryTable("t", [Category("yield", "12", "13", "14", "15", "PENDING"), Number("x")], [[0, 1, 2, 3, 4, 4], [1, 2, 3, 4, 5, 6]]);

        var finding = Assert.Single(Found(table, "text"));

        Assert.Equal("4-5", finding.Rows.Text());
        Assert.Contains("“PENDING”", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_that_differ_in_spelling_only_are_one()
    {
        var table = new MemoryTable("t", [Category("solvent", "DMF", "dmf ", "MeCN")], [[.. Enumerable.Range(0, N).Select(i => i % 3.0)]]);

        Assert.Contains("“DMF”", Assert.Single(Found(table, "classes")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_dominates_is_named()
    {
        var table = new MemoryTable("t", [Category("ok", "yes", "no")], [[.. Enumerable.Range(0, N).Select(i => i % 20 == 0 ? 1.0 : 0)]]);

        Assert.Contains("95", Assert.Single(Found(table, "classes")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_that_go_back_and_clocks_that_jump_are_named()
    {
        double[] at = [.. Enumerable.Range(0, N).Select(i => 1.7e9 + (60.0 * i))];
        (at[50], at[51]) = (at[51], at[50]);
        double[] jump = [.. Enumerable.Range(0, N).Select(i => (60.0 * i) + (i > 150 ? 4.9e9 : 0))];
        var found = Found(new MemoryTable("t", [new TableColumn { Name = "at", Kind = ColumnKind.Time }, Number("started")], [at, jump]), "times");

        Assert.Equal(["at", "started"], found.Select(f => f.Columns[0]));
        Assert.Equal(51, Assert.Single(found[0].Examples).Row);
        Assert.Contains("155 years", found[1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Drift_along_the_rows_and_differing_blocks_are_named()
    {
        double[] drift = [.. Normal(N, 1).Select((v, i) => v + (0.02 * i))], blocks = [.. Normal(N, 2).Select((v, i) => v + (3 * (i / 20 % 2)))];

        var found = Found(Of(("drift", drift), ("blocks", blocks), ("calm", Normal(N, 3))), "row-order");

        Assert.Equal([["drift"], ["blocks"]], found.Select(f => f.Columns));
    }

    [Fact]
    public void Nearly_duplicated_rows_are_found()
    {
        double[][] x = [.. Enumerable.Range(0, 4).Select(c => Normal(N, c))];
        foreach (var row in new[] { 101, 103, 105, 107 })
        {
            for (var c = 0; c < 4; c++)
                x[c][row] = x[c][row - 1] + 1e-6;
        }

        Assert.Equal("101,103,105,107", Assert.Single(Found(Of([.. x.Select((v, c) => ($"x{c}", v))]), "near-duplicates")).Rows.Text());
    }

    [Fact]
    public void A_column_that_others_determine_is_named_with_its_formula()
    {
        double[] a = Uniform(N, 1), b = Uniform(N, 2), c = [.. Uniform(N, 3).Select(v => v + 0.1)], y = Normal(N, 4);
        var table = Of(("a", a), ("b", b), ("c", c), ("y", y), ("total", [.. a.Zip(b, (u, v) => u - v)]), ("ratio", [.. b.Zip(c, (u, v) => u / v)]));

        var found = Found(table, "dependence");

        Assert.Contains(found, f => f.Sentence.Contains("total = a − b", StringComparison.Ordinal));
        Assert.Contains(found, f => f.Sentence.Contains("ratio is proportional to b / c", StringComparison.Ordinal));
    }

    [Fact]
    public void A_column_that_gives_another_away_is_named()
    {
        double[] x = Normal(N, 1), y = Normal(N, 2);
        var table = new MemoryTable("t", [Number("x"), Number("y"), Number("fahrenheit"), Number("rank"), Category("a", "p", "q", "r"), Category("b", "P", "Q", "R")],
            [x, y, [.. x.Select(v => (1.8 * v) + 32)], [.. y.Select(v => Math.Exp(3 * v))], [.. Enumerable.Range(0, N).Select(i => i % 3.0)], [.. Enumerable.Range(0, N).Select(i => i % 3.0)]]);

        var found = Found(table, "leakage");

        Assert.Equal(["x fahrenheit", "y rank", "a b"], found.Select(f => string.Join(' ', f.Columns)));
        Assert.Equal([FindingSeverity.Warns, FindingSeverity.Warns, FindingSeverity.Notes], found.Select(f => f.Severity));
    }

    [Fact]
    public void Columns_that_are_the_same_are_named_once_together_and_not_as_a_relation_of_several()
    {
        double[] x = Normal(N, 1), mistyped = [.. x];
        mistyped[7] = x[7] + 1e-9;
        var table = Of(("x", x), ("copy", [.. x]), ("again", [.. x]), ("mistyped", mistyped), ("y", Normal(N, 2)));

        var found = Found(table, "leakage");

        Assert.Equal(["x and mistyped are the same in all but 1 of the 200 rows that have both.", "x, copy and again are the same in all rows that have them."], found.Select(f => f.Sentence));
        Assert.Equal([7], found[0].Rows.All());
        Assert.Empty(Found(table, "dependence"));
    }

    [Fact]
    public void What_holds_in_the_sampled_rows_alone_is_not_said_of_all()
    {
        const int Rows = 9000;
        double[] x = Normal(Rows, 1), broken = [.. x], order = [.. x.Select(v => Math.Exp(3 * v))];
        var sampled = Enumerable.Range(0, 4000).Select(i => (int)((long)i * Rows / 4000)).ToHashSet();
        for (var row = 0; row < Rows; row++)
            broken[row] = sampled.Contains(row) ? x[row] : -x[row];

        var found = Found(Of(("x", x), ("broken", broken), ("order", order)), "leakage");

        Assert.DoesNotContain(found, f => f.Sentence.Contains("the same in all", StringComparison.Ordinal));
        Assert.EndsWith("one gives the other away (by 4,000 rows, evenly spread).", found.Single(f => f.Columns.SequenceEqual(["x", "order"])).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_may_be_odd_only_in_the_combination_of_its_values()
    {
        double[] x = Normal(N, 1), y = [.. x.Zip(Normal(N, 2), (u, v) => u + (0.1 * v))];
        (x[77], y[77]) = (1.8, -1.8);
        var table = Of(("x", x), ("y", y));

        Assert.True(Assert.Single(Found(table, "joint-outliers")).Rows.Contains(77));
        Assert.Empty(Found(table, "outliers"));
    }

    [Fact]
    public void Missing_cells_are_explained_by_a_level()
    {
        double[] model = [.. Enumerable.Range(0, N).Select(i => i * 7 % 3 == 0 ? 1.0 : 0)];
        var table = new MemoryTable("t", [Category("model", "mlp", "cnn"), Number("width"), Number("depth")], [model, [.. Normal(N, 1).Select((v, i) => model[i] == 0 ? v : double.NaN)], [.. Normal(N, 2).Select((v, i) => model[i] == 0 ? v : double.NaN)]]);

        var finding = Assert.Single(Found(table, "missing-together"));

        Assert.Equal(["width", "depth"], finding.Columns);
        Assert.Contains("only where model is mlp", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_is_compared_with_what_was_asked_for()
    {
        double[] asked = Uniform(N, 1), came = [.. asked.Zip(Normal(N, 2), (u, v) => u + (0.05 * v))];

        var finding = Assert.Single(Found(Of(("temp_requested", asked), ("temp_realized", came), ("y", Normal(N, 3))), "twins"));

        Assert.Contains("beyond all that was asked for", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_points_are_listed_and_those_beside_the_grid_named()
    {
        double[] grid = [.. Enumerable.Range(0, N).Select(i => 90.5 + (15 * (i % 3)))], off = [.. Enumerable.Range(0, N).Select(i => 0.5 * (i % 4) + (i is 8 or 9 ? 0.013 * i : 0))];
        var found = Found(Of(("grid", grid), ("off", off), ("y", Normal(N, 1))), "set-points");

        Assert.Contains(found, f => f.Sentence.Contains("grid (90.5, 105.5, 120.5)", StringComparison.Ordinal));
    }

    /// <summary>Of tables of many shapes without any defect 1.4 % were warned of when this was measured over 1,000 (the level is 1 % per column and check).</summary>
    [Fact]
    public void Clean_tables_are_hardly_ever_warned_of()
    {
        var warned = Enumerable.Range(0, 200).Count(seed => Profile(Clean(seed)).Findings.Any(f => f.Severity >= FindingSeverity.Warns));

        Assert.InRange(warned, 0, 6);
    }

    [Fact]
    public void Outliers_are_listed_with_both_scores()
    {
        double[] x = Normal(N, 1), y = Normal(N, 2);
        (x[5], y[9]) = (12, -7);
        var list = OutlierAnalysis.Definition.Do(Of(("x", x), ("y", y)), new OutlierSettings(), Domain.Analytics.AnalysisStep.Quiet);

        Assert.Equal([(5, "x"), (9, "y")], list.Cells.Take(2).Select(c => (c.Row, c.Column)));
        Assert.True(list.Cells[0].ModifiedZ > 8 && list.Cells[0].JointP < 0.05);
        Assert.Equal(list.Cells.Count, list.CellsFound);
    }
}

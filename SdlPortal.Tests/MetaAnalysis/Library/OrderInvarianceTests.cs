using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Library;

public sealed class OrderInvarianceTests
{
    private static readonly HarmonizationRules Rules = new()
    {
        Parameters = [new ParameterRule("learning_rate") { From = ["lr"] }, new ParameterRule("momentum") { ActiveWhen = new ActiveWhen("solver", ["sgd"]) }],
        Metrics = [new MetricRule("error") { From = ["accuracy"], Factor = -1, Offset = 1 }],
        Fields = [new FieldRule(RunField.Variant, "model", IsNote: true)],
    };

    /// <summary>The hash covers content and not places: rows and sources in any order, cut into chunks anywhere, give the same hash and, but for the order of rows, the same table.</summary>
    [Fact]
    public void The_order_of_rows_and_sources_changes_neither_the_hash_nor_the_rows()
    {
        var (hash, rows) = Loaded([0, 1, 2], null);
        var orders = from order in Gen.Shuffle([0, 1, 2]) from seed in Gen.Choose(0, 1_000_000) select (order, seed);
        Prop.ForAll(Arb.From(orders), given =>
        {
            var (other, otherRows) = Loaded(given.order, given.seed);
            return (other == hash).Label("hash").And(rows.SequenceEqual(otherRows).Label("rows"));
        }).Check(Cases.Drawn(8));
    }

    [Fact]
    public void Another_value_another_rule_or_another_exclusion_changes_the_hash()
    {
        using var folder = new LibraryFolder();
        folder.Import(folder.File("a.fake", 0, 30));
        var hashes = new HashSet<string> { folder.Load().DataHash };
        folder.Project.Exclude(new KeysSelected(["trial 1"]), "why", People.Ada, CancellationToken.None);
        Assert.True(hashes.Add(folder.Load().DataHash));
        folder.Project.Exclude(new KeysSelected(["trial 2"]), "why", People.Ada, CancellationToken.None);
        Assert.True(hashes.Add(folder.Load().DataHash));
        folder.Project.SaveRules(Rules, "", People.Ada);
        Assert.True(hashes.Add(folder.Load().DataHash));
        folder.Import(folder.File("a.fake", 0, 31));
        Assert.True(hashes.Add(folder.Load().DataHash));
        folder.Import(folder.File("b.fake", 200, 5));
        Assert.True(hashes.Add(folder.Load().DataHash));
        Assert.False(hashes.Add(folder.AnotherProject().Load(null, CancellationToken.None).DataHash));
    }

    /// <summary>Three sources of 25 runs, imported in some order, the rows of each shuffled by a seed.</summary>
    private static (string Hash, IReadOnlyList<string> Rows) Loaded(int[] order, int? seed)
    {
        using var folder = new LibraryFolder();
        foreach (var source in order)
        {
            var numbers = LibraryFolder.Numbers(source * 100, 25).ToArray();
            if (seed is { } given)
                Random(given + source).Shuffle(numbers);
            folder.Import(folder.File($"{source}.fake", numbers));
        }

        folder.Project.SaveRules(Rules, "", People.Ada);
        folder.Project.Exclude(new KeysSelected(["trial 3", "trial 104"]), "why", People.Ada, CancellationToken.None);
        var loaded = folder.Load();
        return (loaded.DataHash, LibraryFolder.Rows(loaded));
    }

    private static Random Random(int seed) => new(seed);
}

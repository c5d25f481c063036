using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.MetaAnalysis.Analysis;
using SdlPortal.Tests.MetaAnalysis.Import;
using SdlPortal.Web.MetaAnalysis.Analyses;

namespace SdlPortal.Tests.MetaAnalysis.Analyses;

public sealed class StoredAnalysesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StoredAnalyses stored = new();

    [Fact]
    public void A_report_is_read_once_and_a_list_is_the_same_until_an_answer_comes()
    {
        Assert.Empty(stored.All(folder.Path));
        var kept = Keep(TinyAnalysis.Outcome);
        var all = stored.All(folder.Path);

        Assert.Equal(kept, Assert.Single(all));
        Assert.Same(all, stored.All(folder.Path));
        Assert.Same(stored.Read(folder.Path, kept.Key), stored.Read(folder.Path, kept.Key));
        Keep(new AnalysisOutcome(TinyAnalysis.Report with { DataHash = "other" }, TinyAnalysis.Outcome.Quality));
        Assert.Equal(2, stored.All(folder.Path).Count);
    }

    [Fact]
    public void What_cannot_be_read_is_no_answer_until_it_can()
    {
        var kept = Keep(TinyAnalysis.Outcome);
        var path = Path.Combine(new AnalysisStore(folder.Path).FolderOf(kept.Key), AnalysisStore.ReportName);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, """{"version":"0","somethingElse":1}""");
        Assert.Null(stored.Read(folder.Path, kept.Key));
        File.WriteAllText(path, text);

        Assert.Equal("yield", stored.Read(folder.Path, kept.Key)!.Metric.Name);
        Assert.Null(stored.Read(folder.Path, "0123456789abcdef"));
    }

    [Fact]
    public void Only_a_few_reports_stay_in_memory()
    {
        var keys = Enumerable.Range(0, 6).Select(i => Keep(new AnalysisOutcome(TinyAnalysis.Report with { DataHash = $"data {i}" }, TinyAnalysis.Outcome.Quality)).Key).ToList();
        var first = stored.Read(folder.Path, keys[0]);
        foreach (var key in keys.Skip(1))
            Assert.NotNull(stored.Read(folder.Path, key));

        Assert.NotSame(first, stored.Read(folder.Path, keys[0]));
    }

    private StoredAnalysis Keep(AnalysisOutcome outcome) => new AnalysisStore(folder.Path).Keep(outcome, People.Ada, DateTimeOffset.UnixEpoch, _ => { });

    public void Dispose() => folder.Dispose();
}

using SdlPortal.Tests.Fakes;
using SdlPortal.Web.MetaAnalysis.Import;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public class RunReadersTests
{
    [SharedDataTheory]
    [InlineData("optuna_storage/optuna_studies.db", "optuna")]
    [InlineData("optuna_schema_versions/0.9.0.a.db", "optuna")]
    [InlineData("mlflow_store/mlflow.db", "mlflow")]
    [InlineData("ax_snapshot/ax_client_snapshot.json", "ax")]
    [InlineData("deepcave_bohb/bohb_mnist_run2_results_original.json", "bohb")]
    [InlineData("deepcave_dataframe/run1_trials.csv", "deepcave")]
    [InlineData("deepcave_mnist_pytorch/mnist_pytorch.csv", "csv")]
    public void A_file_is_recognized_by_its_looks(string path, string format) => Assert.Equal(format, RunReaders.Recognize(SharedData.Path(path))?.Format);

    [Fact]
    public void Every_format_has_a_word_of_its_own()
    {
        Assert.Equal(RunReaders.All.Count, RunReaders.All.Select(r => r.Format).Distinct(StringComparer.Ordinal).Count());
        Assert.All(RunReaders.All, r => Assert.Same(r, RunReaders.For(r.Format.ToUpperInvariant())));
        Assert.All(new[] { "optuna", "csv", "mlflow", "smac", "deepcave", "wandb" }, f => Assert.NotNull(RunReaders.For(f)));
        Assert.Null(RunReaders.For("excel"));
    }

    [Fact]
    public void What_no_reader_knows_is_nobodys()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(RunReaders.Recognize(folder.Write("notes.md", "# Notes\n")));
        Assert.Null(RunReaders.Recognize(folder.Path));
        Assert.Null(RunReaders.Recognize(folder["gone"]));
    }
}

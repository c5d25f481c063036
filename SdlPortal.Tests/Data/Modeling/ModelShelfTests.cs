using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Data.Modeling;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Tests.Data.Modeling;

/// <summary>Models that people have saved: versions, what they say, and what is left when something goes wrong.</summary>
public sealed class ModelShelfTests : DataBench
{
    private static readonly ComparisonSettings Thickness = new("thickness") { Families = ["ridge"], Folds = 3, InnerFolds = 2 };

    [Fact]
    public async Task A_model_saved_again_under_its_name_is_a_new_version_and_the_old_one_says_what_it_said()
    {
        var view = await BringAsync();
        var first = Shelf.Keep("Thickness", view, Fit(view), People.Ben);
        var said = Shelf.Read(first.Id, 1).Predict(view.Kept, AnalysisStep.Quiet);

        var fewer = TablePart.Of(view.Kept, [.. Enumerable.Range(0, 30)]);
        var second = Shelf.Keep("Thickness", view, SavedModel.Fit(fewer, Thickness, "ridge", null, "Ada", DateTimeOffset.UnixEpoch, AnalysisStep.Quiet), People.Ada);

        Assert.Equal((first.Id, 2), (second.Id, second.Versions.Count));
        Assert.Equal(["Ben", "Ada"], second.Versions.Select(v => v.By));
        Assert.Equal(said.Values, Shelf.Read(first.Id, 1).Predict(view.Kept, AnalysisStep.Quiet).Values);
        Assert.NotEqual(said.Values, Shelf.Read(first.Id, 2).Predict(view.Kept, AnalysisStep.Quiet).Values);
        Assert.Equal(2, Assert.Single(Shelf.List()).Latest.Number);
    }

    [Fact]
    public async Task A_model_of_the_same_name_for_another_column_is_another_model()
    {
        var view = await BringAsync();
        Shelf.Keep("Coatings", view, Fit(view), People.Ben);
        Shelf.Keep("Coatings", view, SavedModel.Fit(view.Kept, Thickness with { Target = "temperature" }, "ridge", null, "Ben", DateTimeOffset.UnixEpoch, AnalysisStep.Quiet), People.Ben);

        Assert.Equal(["temperature", "thickness"], Shelf.List().Select(m => m.Latest.Target).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_was_written_before_its_list_named_it_is_no_version_and_a_damaged_one_says_so()
    {
        var view = await BringAsync();
        var kept = Shelf.Keep("Thickness", view, Fit(view), People.Ben);
        var folder = Path.Combine(Folder, ModelShelf.FolderName, kept.Id);
        await File.WriteAllTextAsync(Path.Combine(folder, "2.json"), "{}");

        Assert.Null(Shelf.PathOf(kept.Id, 2));
        Assert.Contains("no version 2", Assert.Throws<RefusedException>(() => Shelf.Read(kept.Id, 2)).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "1.json"), "{ \"format\": 99 }");
        Assert.Contains("format 99", Assert.Throws<RefusedException>(() => Shelf.Read(kept.Id, 1)).Message, StringComparison.Ordinal);
        Assert.Null(Shelf.Find("../" + kept.Id));
    }

    [Fact]
    public async Task A_deleted_model_answers_nobody_and_lies_in_the_trash()
    {
        var view = await BringAsync();
        var kept = Shelf.Keep("Thickness", view, Fit(view), People.Ben);
        Shelf.Read(kept.Id, 1);

        Shelf.Delete(kept.Id, People.Ada);

        Assert.Empty(Shelf.List());
        Assert.Throws<RefusedException>(() => Shelf.Read(kept.Id, 1));
        Assert.Throws<RefusedException>(() => Shelf.Delete(kept.Id, People.Ada));
        Assert.Single(Directory.GetFiles(Path.Combine(Folder, ModelShelf.FolderName, "trash"), "1.json", SearchOption.AllDirectories));
    }

    private static SavedModel Fit(TableView view) => SavedModel.Fit(view.Kept, Thickness, "ridge", null, "Ben", DateTimeOffset.UnixEpoch, AnalysisStep.Quiet);
}

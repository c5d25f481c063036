using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Data.Modeling;

namespace SdlPortal.Tests.Data.Modeling;

/// <summary>The Models tab and the page of a saved model, as people use them.</summary>
public sealed class ModelPagesTests : DataBench
{
    [Fact]
    public async Task Models_are_compared_one_is_saved_and_says_what_it_foretells_of_new_rows()
    {
        var view = await BringAsync(text: Grown(60));
        var page = Open(view.Id, "models", "?target=thickness&family=ridge&family=knn&folds=3");
        await page.WaitForAssertionAsync(() => Assert.Contains("Model comparison is not worked out yet", page.Markup, StringComparison.Ordinal), Patience);
        await page.InvokeAsync(() => Button(page, "Work it out").ClickAsync(new()));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll("[aria-labelledby=standings-title] tbody tr")), Patience);
        var rows = page.FindAll("[aria-labelledby=standings-title] tbody tr");
        Assert.Contains("best", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("twice", page.Find("[aria-labelledby=left-out-title]").TextContent, StringComparison.Ordinal);
        Assert.Contains("gives the target away", page.Find("[aria-labelledby=left-out-title]").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("[aria-labelledby=standings-title] tbody tr button").ClickAsync(new()));
        await page.InvokeAsync(() => page.Find("#model-name").InputAsync("Thickness of coatings"));
        await page.InvokeAsync(() => Button(page, "Save the model").ClickAsync(new()));
        await page.WaitForAssertionAsync(() => Assert.Contains("Thickness of coatings", page.Find("[aria-labelledby=shelf-title]").TextContent, StringComparison.Ordinal), Patience);

        var fresh = await BringAsync("fresh.csv", "solvent,temperature (°C)\nwater,200\nDMF,999\n");
        var kept = Assert.Single(Shelf.List());
        Assert.NotNull(kept.Latest.Deciding);
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(ModelPage.Address(kept.Id, apply: fresh.Id));
        var model = Render<ModelPage>(p => p.Add(x => x.Id, kept.Id));
        await model.WaitForAssertionAsync(() => Assert.Equal(2, model.FindAll("[aria-labelledby=predictions-title] tbody tr").Count), Patience);
        Assert.Contains("yes", model.FindAll("[aria-labelledby=predictions-title] tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("temperature", model.FindAll("[aria-labelledby=predictions-title] tbody tr")[1].LastElementChild!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_without_the_columns_of_the_model_is_refused_with_their_names()
    {
        var view = await BringAsync(text: Grown(60));
        var saved = SdlPortal.Domain.Analytics.Models.SavedModel.Fit(view.Kept, new("thickness") { Families = ["ridge"], Excluded = ["twice"] }, "ridge", null, "Ben", DateTimeOffset.UnixEpoch, SdlPortal.Domain.Analytics.AnalysisStep.Quiet);
        var kept = Shelf.Keep("Thickness", view, saved, People.Ben);
        var other = await BringAsync("other.csv", "speed\n1\n2\n");
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(ModelPage.Address(kept.Id, apply: other.Id));
        var model = Render<ModelPage>(p => p.Add(x => x.Id, kept.Id));

        await model.WaitForAssertionAsync(() => Assert.Contains("failed", model.Find(".job-strip").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("temperature", model.Find(".job-strip").TextContent, StringComparison.Ordinal);
        Assert.Contains("solvent", model.Find(".job-strip").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Thickness follows temperature and solvent; one column is twice the thickness.</summary>
    private static string Grown(int rows) => "solvent,temperature (°C),thickness (nm),twice\n" + string.Concat(Enumerable.Range(0, rows).Select(i =>
    {
        var (temperature, water) = (180 + (i * 37 % 100), i % 3 != 0);
        var thickness = 40 + (0.3 * temperature) + (water ? 12 : 0) + (i * 29 % 7);
        return FormattableString.Invariant($"{(water ? "water" : "DMF")},{temperature},{thickness:0.0},{2 * thickness:0.0}\n");
    }));
}

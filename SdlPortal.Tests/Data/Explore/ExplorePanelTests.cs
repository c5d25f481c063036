using Bunit;
using SdlPortal.Web.Data.Explore;

namespace SdlPortal.Tests.Data.Explore;

/// <summary>The Explore tab over a real table and real background work.</summary>
public sealed class ExplorePanelTests : DataBench
{
    [Theory]
    [InlineData("", "thickness")]
    [InlineData("?plot=box&by=solvent&column=thickness", "thickness")]
    [InlineData("?plot=scatter&x=temperature&y=thickness&by=solvent", "thickness against temperature")]
    [InlineData("?plot=matrix", "Scatter matrix")]
    [InlineData("?plot=correlation", "Correlations, Spearman's ρ")]
    [InlineData("?plot=correlation&kind=pearson", "Correlations, Pearson's r")]
    [InlineData("?plot=pca", "How much each component holds")]
    [InlineData("?plot=clusters&clusters=3", "What sets the clusters apart")]
    [InlineData("?plot=hierarchy&linkage=average", "Which rows join which")]
    public async Task A_link_opens_the_picture_with_its_files(string query, string title)
    {
        var view = await BringAsync();
        var page = Open(view.Id, ExploreQuery.TabKey, query);

        await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll(".figure-panel > h2"), h => h.TextContent == title), Patience);
        Assert.Matches($"^/api/data/{view.Id}/answers/[a-z-]+/[0-9a-f]{{16}}/answer.json$", page.Find(".picture-remarks a").GetAttribute("href"));
        Assert.All(page.FindAll(".figure-panel a"), a => Assert.Matches(@"/[0-9a-f]{16}/[a-z0-9-]+\.(svg|csv)$", a.GetAttribute("href")));
    }

    [Fact]
    public async Task Choices_go_into_the_address()
    {
        var view = await BringAsync();
        var page = Open(view.Id, ExploreQuery.TabKey, "?plot=box");
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(".figure-panel")), Patience);

        await page.InvokeAsync(() => page.Find(".explore-choices select").ChangeAsync("solvent"));
        Assert.EndsWith("/explore?plot=box&by=solvent", Address, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find(".log-axes input").ChangeAsync(true));
        Assert.EndsWith("/explore?plot=box&by=solvent&log=number", Address, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find(".column-picker summary").ClickAsync(new()));
        await page.InvokeAsync(() => page.FindAll(".column-ticks input")[1].ChangeAsync(true));
        await page.InvokeAsync(() => page.Find(".column-list").SubmitAsync());
        Assert.EndsWith("/explore?plot=box&column=temperature&by=solvent&log=number", Address, StringComparison.Ordinal);
        await page.WaitForAssertionAsync(() => Assert.Equal(["temperature"], page.FindAll(".figure-panel > h2").Select(h => h.TextContent)), Patience);
        Assert.Contains(page.FindAll(".picture-tabs a"), a => a.GetAttribute("href")!.EndsWith("plot=pca&column=temperature&by=solvent&log=number", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_of_one_row_says_what_it_would_need()
    {
        var view = await BringAsync("one.csv", "a,b\n1,2\n");
        foreach (var (plot, words) in new[] { ("pca", "Principal components"), ("clusters", "Clusters"), ("hierarchy", "Hierarchy"), ("correlation", "Correlation") })
        {
            var page = Open(view.Id, ExploreQuery.TabKey, $"?plot={plot}");
            await page.WaitForAssertionAsync(() => Assert.Equal(words, page.Find(".not-enough h2").TextContent), Patience);
        }
    }
}

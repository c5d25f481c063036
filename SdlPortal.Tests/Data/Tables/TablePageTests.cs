using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Tests.Data.Tables;

/// <summary>A table's page: its rows, its report, and what two people do at once.</summary>
public sealed class TablePageTests : DataBench
{
    [Fact]
    public async Task Rows_are_ticked_and_excluded_with_a_reason_seen_by_others_and_undone()
    {
        var view = await BringAsync();
        // One test has one address, so both look at the same.
        var (ada, ben) = (Open(view.Id, "rows", "?shown=all"), Open(view.Id, "rows", "?shown=all"));
        await ada.WaitForAssertionAsync(() => Assert.NotEmpty(ada.FindAll(".rows-table tbody td.tick input")), Patience);
        Assert.Equal("true", Labelled(ada, "Exclude the selected rows. Not possible: No row is selected.").GetAttribute("aria-disabled"));

        await ada.InvokeAsync(() => Labelled(ada, "Select row 2").ClickAsync(new()));
        await ada.InvokeAsync(() => Labelled(ada, "Select row 4").ClickAsync(new() { ShiftKey = true }));
        Assert.Contains("3\u00a0rows selected", ada.Markup, StringComparison.Ordinal);
        await ada.InvokeAsync(() => Labelled(ada, "Exclude the selected rows").ClickAsync(new()));
        await ada.InvokeAsync(() => ada.Find(".exclude-form input").InputAsync("wrong nozzle"));
        await ada.InvokeAsync(() => ada.Find(".exclude-form").SubmitAsync());

        await ben.WaitForAssertionAsync(() => Assert.Equal(3, ben.FindAll(".rows-table .struck").Count), Patience);
        Assert.Contains("wrong nozzle", ben.Find(".exclusions li").TextContent, StringComparison.Ordinal);
        Assert.Contains("Rows 2 to 4.", ben.Find(".exclusions li").TextContent, StringComparison.Ordinal);
        await ada.WaitForAssertionAsync(() => Assert.Contains("42\u00a0rows, 3 of them excluded<", ada.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal(39, Tables.Find(view.Id)!.Kept.Rows);

        await ben.InvokeAsync(() => ben.Find(".exclusions button").ClickAsync(new()));
        await ada.WaitForAssertionAsync(() => Assert.Contains("42\u00a0rows, 0 of them excluded<", ada.Markup, StringComparison.Ordinal), Patience);
        await ben.WaitForAssertionAsync(() => Assert.Equal("undone", ben.Find(".exclusions .badge").TextContent), Patience);
        await ben.WaitForAssertionAsync(() => Assert.Empty(ben.FindAll(".rows-table .struck")), Patience);
    }

    [Fact]
    public async Task What_is_ordered_and_filtered_stands_in_the_address_and_all_that_match_can_be_ticked()
    {
        var view = await BringAsync();
        var page = Open(view.Id, "rows", "?where=is|solvent|dmf&sort=number&order=down");
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(".rows-table tbody td.tick input")), Patience);
        Assert.Equal("descending", page.FindAll("th[aria-sort]").Single(h => h.TextContent.Contains("number", StringComparison.Ordinal)).GetAttribute("aria-sort"));
        Assert.Equal("42", page.Find(".rows-table tbody tr:not([style]) td.num").TextContent);
        Assert.Contains("solvent is dmf", page.Find(".filter-list").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.FindAll("button").First(b => b.TextContent.StartsWith("Select all", StringComparison.Ordinal)).ClickAsync(new()));
        Assert.Matches("1[4-6]\u00a0rows selected", page.Markup);

        await page.InvokeAsync(() => page.FindAll("th button").First(b => b.TextContent.Contains("thickness", StringComparison.Ordinal)).ClickAsync(new()));
        Assert.Contains("sort=thickness", Address, StringComparison.Ordinal);
        Assert.Contains("where=is%7Csolvent%7Cdmf", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_cell_says_so_and_a_filter_that_makes_no_sense_is_refused_beside_its_field()
    {
        var view = await BringAsync();
        var page = Open(view.Id, "rows", "?where=missing|temperature|");
        await page.WaitForAssertionAsync(() => Assert.Equal("missing", page.Find(".rows-table td.missing").TextContent), Patience);

        await page.InvokeAsync(() => page.Find(".filter-form select").ChangeAsync("thickness"));
        await page.InvokeAsync(() => page.FindAll(".filter-form select")[1].ChangeAsync("Above"));
        await page.InvokeAsync(() => page.Find(".filter-form input").InputAsync("thick"));
        await page.InvokeAsync(() => page.Find(".filter-form").SubmitAsync());
        Assert.Contains("“thick” is no number", page.Find("#filter-problem").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("thick", new Uri(Address).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_names_the_doubled_rows_and_excluding_them_there_is_undone_with_one_click()
    {
        var view = await BringAsync();
        var page = Open(view.Id, TableTabs.Report);
        await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll(".quality-findings h3"), h => h.TextContent.Contains("uplicat", StringComparison.Ordinal)), Patience);
        Assert.All(page.FindAll(".quality-findings > li:not(.more-findings) > .badge"), b => Assert.NotNull(b.QuerySelector("svg")));
        await page.InvokeAsync(() => Doubled(page).QuerySelectorAll("button").First(b => b.TextContent == "Show the rows").ClickAsync(new()));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(Doubled(page).QuerySelectorAll(".evidence tbody tr")), Patience);

        await page.InvokeAsync(() => Doubled(page).QuerySelectorAll("button").First(b => b.TextContent.Trim().StartsWith("Exclude these", StringComparison.Ordinal)).ClickAsync(new()));
        Assert.NotEqual("", page.Find(".exclude-form input").GetAttribute("value"));
        await page.InvokeAsync(() => page.Find(".exclude-form").SubmitAsync());

        await page.WaitForAssertionAsync(() => Assert.Contains("2\u00a0rows excluded", page.Find(".with-undo").TextContent, StringComparison.Ordinal), Patience);
        await page.WaitForAssertionAsync(() => Assert.DoesNotContain(page.FindAll(".quality-findings h3"), h => h.TextContent.Contains("uplicated rows", StringComparison.Ordinal)), Patience);
        Assert.Equal(40, Tables.Find(view.Id)!.Kept.Rows);
        await page.InvokeAsync(() => page.Find(".with-undo button").ClickAsync(new()));
        await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll(".quality-findings h3"), h => h.TextContent.Contains("uplicat", StringComparison.Ordinal)), Patience);
        Assert.Empty(page.FindAll(".with-undo"));
    }

    [Fact]
    public async Task A_column_of_the_address_is_open_with_its_quantiles_and_what_reading_it_met()
    {
        var view = await BringAsync();
        var page = Open(view.Id, TableTabs.Report, "?column=thickness");
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(".column-detail")), Patience);
        var detail = page.Find(".column-detail");
        Assert.Contains("broken", detail.TextContent, StringComparison.Ordinal);
        Assert.Equal(9, detail.QuerySelectorAll(".quantiles tr").Length);
        Assert.Contains("by the median", detail.TextContent, StringComparison.Ordinal);
        Assert.NotNull(detail.QuerySelector("svg[role=img]"));

        await page.InvokeAsync(() => page.FindAll(".column-table .campaign-name a").First(a => a.TextContent.Trim() == "solvent").ClickAsync(new()));
        Assert.EndsWith("?column=solvent", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_look_reads_everything_and_changes_nothing()
    {
        var view = await BringAsync();
        Tables.Exclude(view.Id, Domain.MetaAnalysis.Quality.RowSet.Of([1]), "wrong nozzle", People.Ada);
        Services.GetRequiredService<SignedIn>().Become(People.Cleo);
        var page = Open(view.Id, "rows");
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(".rows-table tbody td.tick input")), Patience);

        Assert.Contains("Everything here can be looked at", page.Find(".page-notice").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find(".exclusions button").GetAttribute("aria-disabled"));
        await page.InvokeAsync(() => page.Find(".exclusions button").ClickAsync(new()));
        await page.InvokeAsync(() => Labelled(page, "Select row 1").ClickAsync(new()));
        Assert.All(page.FindAll("button").Where(b => b.TextContent.Trim() is "Exclude"), b => Assert.Equal("true", b.GetAttribute("aria-disabled")));
        Assert.Null(Tables.Find(view.Id)!.Edits.Single().UndoneBy);
    }

    [Fact]
    public async Task A_table_is_renamed_for_everybody_and_one_that_is_gone_says_so()
    {
        var view = await BringAsync();
        var (ada, ben) = (Open(view.Id, "rows"), Open(view.Id, "rows"));
        await ada.WaitForAssertionAsync(() => Assert.Equal("coatings", ada.Find("h1").TextContent.Trim()), Patience);
        await ada.InvokeAsync(() => Button(ada, "Rename").ClickAsync(new()));
        await ada.InvokeAsync(() => ada.Find("#table-name").InputAsync("Coatings of March"));
        await ada.InvokeAsync(() => ada.Find("form[aria-label='Rename the table']").SubmitAsync());
        await ben.WaitForAssertionAsync(() => Assert.Equal("Coatings of March", ben.Find("h1").TextContent.Trim()), Patience);

        await Task.Run(() => Tables.Delete(view.Id, People.Ada));
        await ben.WaitForAssertionAsync(() => Assert.Equal("No such table", ben.Find("h1").TextContent.Trim()), Patience);
    }

    private static AngleSharp.Dom.IElement Doubled(IRenderedComponent<TablePage> page) => page.FindAll(".quality-findings > li").First(li => li.QuerySelector("h3")?.TextContent.Contains("uplicat", StringComparison.Ordinal) == true);
}

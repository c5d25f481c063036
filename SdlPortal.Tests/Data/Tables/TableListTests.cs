using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Tests.Data.Tables;

/// <summary>The list of tables, and the ways a table comes into it.</summary>
public sealed class TableListTests : DataBench
{
    [Fact]
    public async Task An_empty_list_says_what_tables_are_for_and_a_file_that_is_sent_becomes_one()
    {
        var list = Render<TableListPage>();
        await list.WaitForAssertionAsync(() => Assert.Equal("No table yet", list.Find(".empty h2").TextContent), Patience);

        list.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Csv(), "coatings.csv"));

        await list.WaitForAssertionAsync(() => Assert.EndsWith($"/{TableTabs.Report}", Address, StringComparison.Ordinal), Patience);
        await list.WaitForAssertionAsync(() => Assert.Contains("coatings", list.Find("tbody tr").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(["42", "5"], list.FindAll("tbody tr td.num").Take(2).Select(c => c.TextContent));
        Assert.NotNull(list.Find("tbody .origin svg"));
        Assert.Equal("file", list.Find("tbody .origin span").TextContent);
    }

    [Fact]
    public async Task A_file_of_the_import_folder_is_offered_and_read_and_what_is_no_table_says_why()
    {
        Write("coatings.csv", Csv());
        Write("empty.csv", "");
        var list = Render<TableListPage>();
        await list.WaitForAssertionAsync(() => Assert.Equal(2, list.FindAll("#table-inbox-files option").Count), Patience);

        await list.Find("#table-inbox").InputAsync("nothing.csv");
        await list.Find("form.field").SubmitAsync();
        await list.WaitForAssertionAsync(() => Assert.Contains("nothing.csv", list.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);

        await list.Find("#table-inbox").InputAsync("empty.csv");
        await list.Find("form.field").SubmitAsync();
        await list.WaitForAssertionAsync(() => Assert.Equal("not read", list.Find(".draft-list .badge").TextContent), Patience);
        await list.InvokeAsync(() => list.FindAll(".draft-list button").First(b => b.TextContent.Trim() == "Discard").ClickAsync(new()));
        await list.WaitForAssertionAsync(() => Assert.Empty(list.FindAll(".draft-list")), Patience);
        Assert.Empty(Tables.Drafts());
    }

    [Fact]
    public async Task Who_may_only_look_sees_the_tables_and_no_way_to_bring_one()
    {
        await BringAsync();
        Services.GetRequiredService<SignedIn>().Become(People.Cleo);
        var list = Render<TableListPage>();

        await list.WaitForAssertionAsync(() => Assert.Single(list.FindAll("tbody tr")), Patience);
        Assert.Empty(list.FindAll(".add-source"));
        Assert.Equal("true", list.FindAll("button").First(b => b.TextContent.Trim() == "Add a table").GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task A_table_that_comes_is_seen_without_loading_the_page_again()
    {
        var list = Render<TableListPage>();
        await list.WaitForAssertionAsync(() => Assert.Single(list.FindAll(".empty")), Patience);

        Tables.Keep(SmallTable.Table, TableOrigin.File, "small.csv", People.Ben);

        await list.WaitForAssertionAsync(() => Assert.Contains("coatings", list.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("by Ben", list.Find("tbody").TextContent, StringComparison.Ordinal);
    }
}

using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Persistence;

public sealed class StoredThingsTests
{
    [Fact]
    public async Task Template_gives_back_the_draft_even_an_unfinished_one()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var templates = portal.Services.GetRequiredService<Templates>();
        var whole = Story.Definition();

        var id = await templates.SaveAsync(" Coatings ", whole.ToDraft(), People.Ada);
        var unfinished = await templates.SaveAsync("Half", new CampaignDraft { Name = "Only a name" }, People.Ben);

        Assert.Equal(whole, CampaignDefinition.From((await templates.LoadAsync(id))!));
        Assert.Equal("Only a name", (await templates.LoadAsync(unfinished))!.Name);
        Assert.Equal([("Coatings", "Ada"), ("Half", "Ben")], (await templates.ListAsync()).Select(t => (t.Name, t.CreatedBy)));

        await templates.DeleteAsync(id, People.Ada);
        Assert.Null(await templates.LoadAsync(id));
    }

    [Fact]
    public async Task Template_is_replaced_only_when_asked_to()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var templates = portal.Services.GetRequiredService<Templates>();
        var id = await templates.SaveAsync("Coatings", new CampaignDraft { Name = "first" }, People.Ada);

        await Assert.ThrowsAsync<RefusedException>(() => templates.SaveAsync("COATINGS", new CampaignDraft { Name = "second" }, People.Ben));
        await Assert.ThrowsAsync<RefusedException>(() => templates.SaveAsync("  ", new CampaignDraft(), People.Ben));
        await Assert.ThrowsAsync<RefusedException>(() => templates.SaveAsync(new string('x', 201), new CampaignDraft(), People.Ben));
        Assert.Equal("first", (await templates.LoadAsync(id))!.Name);

        Assert.Equal(id, await templates.SaveAsync("COATINGS", new CampaignDraft { Name = "second" }, People.Ben, replace: true));
        Assert.Equal("second", (await templates.LoadAsync(id))!.Name);
    }

    [Fact]
    public async Task Table_of_results_is_read_back_by_its_name()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var tables = portal.Services.GetRequiredService<ResultTables>();

        await tables.SaveAsync("plates.csv", "a,b\r\n1,2\r\n", 1, ["a", "b"], People.Ada);

        Assert.Equal("a,b\r\n1,2\r\n", await tables.ReadAsync("Plates.csv"));
        Assert.Null(await tables.ReadAsync("other.csv"));
        var entry = Assert.Single(await tables.ListAsync());
        Assert.Equal(("plates.csv", 1, "Ada"), (entry.Name, entry.Rows, entry.UploadedBy));
        Assert.Equal(["a", "b"], entry.Columns);
        await Assert.ThrowsAsync<RefusedException>(() => tables.SaveAsync("plates.csv", "c", 0, ["c"], People.Ben));
    }

    [Fact]
    public async Task Table_that_a_campaign_uses_cannot_be_deleted_or_changed()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var tables = portal.Services.GetRequiredService<ResultTables>();
        await tables.SaveAsync("plates.csv", "a\n1\n", 1, ["a"], People.Ada);
        var campaign = Guid.NewGuid();
        await portal.Log.TellAsync(campaign, [new CampaignCreated(Story.Definition("Plates", null, new GroundTruthDraft { Kind = "table", Path = "plates.csv" }))]);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => tables.DeleteAsync("plates.csv", People.Ada));
        await Assert.ThrowsAsync<RefusedException>(() => tables.SaveAsync("plates.csv", "a\n2\n", 1, ["a"], People.Ben, replace: true));
        Assert.Contains("'Plates' uses the table 'plates.csv'", refusal.Message);

        await portal.Log.RemoveNeverStartedAsync(campaign);
        await tables.DeleteAsync("plates.csv", People.Ada);
        Assert.Empty(await tables.ListAsync());
    }
}

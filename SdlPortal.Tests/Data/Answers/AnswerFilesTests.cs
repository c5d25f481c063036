using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Accounts;
using SdlPortal.Tests.Analytics.Pictures;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Tests.Data.Answers;

/// <summary>The files of kept answers, asked of the whole server.</summary>
public sealed class AnswerFilesTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    [Fact]
    public async Task A_kept_answer_and_its_figures_are_files_for_those_who_may_look()
    {
        var tables = portal.Services.GetRequiredService<DataTables>();
        var id = tables.Keep(PictureTables.Small, TableOrigin.File, "small.csv", Fakes.People.Ada).Id;
        var (view, settings, analysis) = (tables.Find(id)!, new HistogramSettings(["x"]), HistogramAnalysis.Definition);
        var key = analysis.Key(view.Kept.Hash, settings);
        var kept = new KeptAnswer<HistogramSettings, HistogramPicture>(analysis.Name, analysis.Version, view.Kept.Hash, settings, analysis.Do(view.Kept, settings, AnalysisStep.Quiet), "Ada", SmallTable.Day);
        JsonFile.Write(portal.Services.GetRequiredService<DataAnswers>().PathOf(id, analysis.Name, key), kept, AnalysisJson.Options);
        var (client, root) = (await portal.SignInAsync(Role.Researcher), $"/api/data/{id}/answers/{analysis.Name}/{key}");

        Assert.Equal(12, JsonDocument.Parse(await client.GetStringAsync($"{root}.json")).RootElement.GetProperty("result").GetProperty("rows").GetInt32());
        Assert.Equal(await client.GetStringAsync($"{root}.json"), await client.GetStringAsync($"{root}/answer.json"));
        Assert.Equal("x", XDocument.Parse(await client.GetStringAsync($"{root}/histogram-x.svg")).Root!.Elements().First().Value);
        Assert.StartsWith("group,bin from,bin to,rows", await client.GetStringAsync($"{root}/histogram-x.csv"), StringComparison.Ordinal);
        foreach (var wrong in new[] { $"{root}/histogram-y.svg", $"{root}/histogram-x.exe", $"/api/data/{id}/answers/{analysis.Name}/0123456789abcdef.json", $"/api/data/{id}/answers/..%2F..%2Ftables/{key}.json", $"/api/data/{id}/answers/{analysis.Name}/..%2F..%2Fhead.json", $"/api/data/nothing/answers/{analysis.Name}/{key}.json" })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(wrong)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await portal.Stranger().GetAsync($"{root}.json")).StatusCode);
    }
}

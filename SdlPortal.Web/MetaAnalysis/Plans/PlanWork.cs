using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.People;
using SdlPortal.Domain.Stations;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Plans;

/// <summary>A plan that is asked for, or what is wrong with the question.</summary>
/// <param name="Key">Of the plan; null where there are problems.</param>
public sealed record AskedPlan(string? Key, IReadOnlyList<Problem> Problems);

/// <summary>Makes plans in the background and keeps them. Safe for any thread; it reads files and the database, so it is not to be called on a page's own thread.</summary>
public sealed class PlanWork(PlanTargets targets, ILab lab, MetaJobs jobs, TimeProvider time)
{
    private const int MostFurther = 3;

    public const string JobPrefix = "plan ";

    /// <summary>Keeps the choice for everybody, and asks for its plan where that is not kept already.</summary>
    /// <exception cref="RefusedException">The person may not, or the portal is stopping.</exception>
    public async Task<AskedPlan> AskAsync(RunProject project, AnalysisReport report, PlanChoice choice, Actor by, CancellationToken cancellationToken = default)
    {
        by.Demand(Deed.WorkWithData);
        var store = new PlanStore(project.Folder);
        store.Keep(choice);
        OpenedTarget target;
        PlanRequest request;
        try
        {
            (target, request) = await RequestAsync(project.State.Name, report, choice, cancellationToken);
        }
        catch (DefinitionException e)
        {
            return new AskedPlan(null, e.Problems);
        }

        if (SearchPlanner.Problems(request) is { Count: > 0 } problems)
            return new AskedPlan(null, problems);
        var key = request.Key();
        if (store.Find(key) is not null)
            return new AskedPlan(key, []);
        var analysis = report.Request.Key(report.DataHash);
        jobs.Ask(new JobWork(project.Id, JobPrefix + key, request.Title, by, (work, stop) =>
        {
            work.Report(0, "fitting the prior runs");
            var plan = SearchPlanner.Make(request, new Told(work), stop);
            var campaign = plan.Start is null ? null : CampaignFile.Write(PlanDraft.Of(target.Draft, plan, request.MaxInFlight));
            store.Keep(new StoredPlan(key, analysis, target.Target.Name, choice, plan, campaign, time.GetUtcNow(), by.Name));
            return plan.Sentence;
        })
        { WhenCanceled = "Canceled. Nothing was stored." });
        return new AskedPlan(key, []);
    }

    private async Task<(OpenedTarget Target, PlanRequest Request)> RequestAsync(string project, AnalysisReport report, PlanChoice choice, CancellationToken cancellationToken)
    {
        var answer = RegionRecommendation.Of(project, report);
        if (!answer.HasValue)
            throw new DefinitionException([new Problem("region", answer.WhyNot!, "A plan needs a recommended region; bring more runs or tasks.")]);
        var recommendation = answer.Value;
        var target = await targets.OpenAsync(choice.Target, recommendation, cancellationToken);
        return (target, new PlanRequest
        {
            Title = $"Search plan of {project}{(recommendation.Target is { } task ? $" for {task}" : "")}",
            Recommendation = recommendation,
            Further = [.. report.Regions.Value.Promising.Where(r => r.Kind == RegionKind.Promising).Take(MostFurther)],
            Space = target.Space,
            Objective = target.Objective,
            Workflow = target.Workflow,
            Stations = target.Workflow is null ? null : [.. lab.Stations.Select(s => new StationView(s.Description with { TimeScale = 1 }, s.State))],
            Budget = choice.Budget,
            MaxInFlight = choice.MaxInFlight ?? target.MaxInFlight,
            Limits = choice.Limits,
            WithSurrogate = choice.WithSurrogate,
            HandsOverAll = choice.HandsOverAll,
            Seed = choice.Seed,
        });
    }

    private sealed class Told(JobReport report) : IProgress<double>
    {
        public void Report(double value) => report.Report(0.9 * value);
    }
}

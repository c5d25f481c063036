using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.People;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Sources;

/// <summary>Imports drafts in the background. Safe for any thread.</summary>
public sealed class ImportWork(PriorRuns runs, SourceDrafts drafts, MetaJobs jobs)
{
    /// <summary>Puts the import into the queue; one that was canceled or interrupted goes on where it was.</summary>
    /// <exception cref="RefusedException">It has no format, or needs a map and has none.</exception>
    public void Ask(RunProject project, Guid draft, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        var known = drafts.Change(draft, by, d => d with { AskedBy = by.Name }) ?? throw new RefusedException("The file is not there any more: somebody has imported it or let it go.");
        var reader = drafts.ReaderOf(known) ?? throw new RefusedException("It is not known what kind of file this is. Choose its format.");
        if (reader.NeedsMap && known.Map is null)
            throw new RefusedException("A table needs a map: say first what its columns are.");
        jobs.Ask(new JobWork(project.Id, known.JobKey, $"Import of {known.Name}", by, (report, stop) => Do(project, known, reader, by, report, stop)));
    }

    private string Do(RunProject project, SourceDraft draft, IRunReader reader, Actor by, JobReport report, CancellationToken cancellationToken)
    {
        var map = draft.Map is { } text ? RunMapFile.Read(text) : null;
        var outcome = ImportRun.Start(project, new ImportRequest(draft.Path, reader, map, by, draft.Name, draft.IsUpload), new Told(report), cancellationToken);
        if (outcome.Kind == ImportKind.NothingRead)
            throw new RefusedException(outcome.Sentence);
        drafts.Remove(draft.Id, by);
        if (outcome.Kind != ImportKind.NothingNew)
            runs.Changed(project, by);
        return outcome.Sentence;
    }

    /// <summary>Says each step in words.</summary>
    private sealed class Told(JobReport report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report.Report(value.Fraction, Words(value));

        private static string Words(ImportProgress now) => now.Stage switch
        {
            ImportStage.Looking => "looking whether it was imported before",
            ImportStage.Resuming => string.Create(CultureInfo.InvariantCulture, $"passing over {now.Resumed:N0} runs that are stored already"),
            _ => string.Create(CultureInfo.InvariantCulture, $"importing {now.Runs:N0} runs{(now.Refused > 0 ? $", {now.Refused:N0} refused" : "")}"),
        };
    }
}

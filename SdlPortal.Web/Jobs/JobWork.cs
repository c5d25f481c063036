using SdlPortal.Domain.People;

namespace SdlPortal.Web.Jobs;

/// <summary>What shall be done in the background.</summary>
/// <param name="Subject">The project or the table that it is about.</param>
/// <param name="Key">What it is about; while work with this key waits or runs, asking again adds nothing.</param>
/// <param name="Title">What is done, as a heading: "Import of results.csv".</param>
/// <param name="Do">
/// Does it and stores its results; returns what it came to, in a sentence. Runs on a thread of low priority. It says why it failed by a
/// <see cref="Domain.Campaigns.RefusedException"/>, a <see cref="Domain.MetaAnalysis.Import.RunSourceException"/> or an I/O exception; canceled, by an <see cref="OperationCanceledException"/>.
/// </param>
public sealed record JobWork(string Subject, string Key, string Title, Actor By, Func<JobReport, CancellationToken, string> Do)
{
    /// <summary>What is said when it was canceled.</summary>
    public string WhenCanceled { get; init; } = "Canceled. What was stored is kept, and the same work goes on from there.";
}

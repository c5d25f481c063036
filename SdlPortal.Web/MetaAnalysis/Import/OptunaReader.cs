using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>
/// Optuna's SQLite storages, from schema 0.9 on: a study is a task, a trial a run. What a file has is seen from its columns, since its version number has stood still since 1.2. Trials and all that belongs to them are read in the order
/// of the trials in one pass.
/// </summary>
public sealed class OptunaReader : IRunReader
{
    public string Format => "optuna";

    public string Title => "Optuna storage (SQLite)";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => File.Exists(path) && SqliteSource.Has(path, ("studies", "study_name"), ("trials", "study_id"), ("trial_params", "distribution_json"));

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => RunMapping.Apply(ReadAll(path, cancellationToken), map);

    private static IEnumerable<RunItem> ReadAll(string path, CancellationToken cancellationToken)
    {
        using var source = SqliteSource.Open(path);
        source.Require("an Optuna storage", ("studies", ["study_id", "study_name"]), ("trials", ["trial_id", "study_id", "state"]), ("trial_params", ["trial_id", "param_name", "param_value", "distribution_json"]));
        var remarks = new List<Remarked>();
        var studies = OptunaStudies.Read(source, remarks, cancellationToken);
        foreach (var remark in remarks)
            yield return remark;
        foreach (var metric in studies.Values.SelectMany(s => s.Metrics).Distinct())
            yield return new MetricDeclared(metric, 0);
        using var trials = new OptunaTrials(source, studies, cancellationToken);
        foreach (var item in trials.Read())
            yield return item;
        foreach (var study in studies.Values.Where(s => s.Counted == 0))
            yield return new Remarked($"Study {study.Name} has no trials.", 1);
        if (trials.SawTimes)
            yield return new Remarked("Optuna writes times without a time zone, in the local time of the machine; they are taken as UTC. Durations are not affected.", 1);
    }

    internal static RunStatus? Status(string? state) => state switch
    {
        "COMPLETE" => RunStatus.Completed,
        "PRUNED" => RunStatus.StoppedEarly,
        "FAIL" => RunStatus.Failed,
        "RUNNING" => RunStatus.Running,
        "WAITING" => RunStatus.Waiting,
        _ => null,
    };

    internal static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}

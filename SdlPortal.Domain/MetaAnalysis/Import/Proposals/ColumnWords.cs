namespace SdlPortal.Domain.MetaAnalysis.Import.Proposals;

/// <summary>What headings of tables of runs usually mean, over the tools whose exports are common. Headings are compared in lower case with single underscores between their words.</summary>
internal static class ColumnWords
{
    /// <summary>Headings that are one thing whatever stands around them.</summary>
    private static readonly Dictionary<string, ColumnRole> Whole = Build(
        (ColumnRole.Task, "task task_name task_id dataset data_set dataset_name dataset_id openml_task openml_id data_id problem benchmark instance material material_system system campaign campaign_id study study_name experiment_name"),
        (ColumnRole.Variant, "variant model model_name model_type architecture arch algorithm algo estimator classifier method family process process_family network backbone"),
        (ColumnRole.Status, "status state run_status run_state trial_state trial_status job_status"),
        (ColumnRole.Seed, "seed random_seed random_state rng_seed rng"),
        (ColumnRole.Start, "start started start_time started_at start_date start_s start_unix started_unix started_rel_s created created_at datetime_start begin begin_time time_start timestamp date datetime submitted"),
        (ColumnRole.End, "end ended end_time ended_at end_date end_s end_unix finished finished_at finished_unix finished_rel_s finish_time datetime_complete completed_at time_end result_time result_time_local"),
        (ColumnRole.Duration, "duration duration_s duration_seconds duration_sec runtime runtime_s elapsed elapsed_s elapsed_time wall_time walltime wall_time_s wall_clock_time time_s time_sec total_time time_total_s run_time train_time train_time_s training_time fit_time cost_s iteration_s seconds"),
        (ColumnRole.Cost, "cost costs price cost_usd cost_eur cost_chf money gpu_hours node_hours core_hours energy energy_kwh"),
        (ColumnRole.Hardware, "hardware gpu gpu_type gpu_name gpu_count device host hostname node machine instrument station"),
        (ColumnRole.CodeVersion, "code_version git_commit commit git_sha git_hash sha revision code_revision software_version"),
        (ColumnRole.DataVersion, "data_version dataset_version data_hash dataset_hash"),
        (ColumnRole.Split, "split data_split eval_split partition subset"),
        (ColumnRole.Step, "step epoch budget iteration training_iteration iter rung fidelity round_number global_step"),
        (ColumnRole.Key, "id uid uuid key run run_id run_name run_number trial trial_id trial_number number config config_id configuration_id configuration index experiment experiment_id experiment_number exp exp_id sample sample_id name job_id ray_run row_id"),
        (ColumnRole.Note, "note notes comment comments user author tags tag sweep group job_type description additional url path file email priority round round_file rank order row col column plate well position generation done phase operator remark remarks iterations_since_restore time_since_restore time_this_iter_s node_ip pid n_folds submitted_rel_s submitted_unix"));

    /// <summary>Words of headings that are better when larger.</summary>
    private static readonly HashSet<string> Larger = Words(
        "acc accuracy balacc auc auroc auprc f1 r2 score yield conductivity precision recall sensitivity specificity reward return returns fitness efficiency selectivity purity conversion toughness strength mobility bleu rouge map iou dice psnr ssim throughput "
        + "ee pce quality gain performance profit ndcg mrr likelihood ll kappa mcc gmean intensity lifetime stability capacity winrate utility");

    /// <summary>Words of headings that are better when smaller.</summary>
    private static readonly HashSet<string> Smaller = Words(
        "loss losses error err errors rmse mse mae mape smape rmsle nll perplexity ppl latency regret overpotential degradation instability impurity waste difference deviation stdev std stderr roughness resistance resistivity defects wer cer fid kl divergence risk "
        + "crossentropy xent logloss brier misclassification gap");

    /// <summary>Words that make a heading a setting, whatever other words it has.</summary>
    private static readonly HashSet<string> Settings = Words(
        "rate lr size num n max min depth width layers units dropout alpha beta gamma lambda momentum decay epochs temp temperature concentration flow pressure speed height ratio content equiv load volume count threshold weight function fn scale scaling type name kind "
        + "criterion requested setpoint target patience tolerance tol clip smoothing margin");

    /// <summary>Headings that are an outcome without saying which way it is better.</summary>
    private static readonly HashSet<string> Outcomes = Words("value values objective objectives target result results outcome response measurement metric output y");

    /// <summary>The words of a heading in lower case: "Val Accuracy" and "valAccuracy" give val, accuracy.</summary>
    public static string[] Split(string heading)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= heading.Length; i++)
        {
            var ends = i == heading.Length || !char.IsLetterOrDigit(heading[i]);
            var turns = !ends && i > start && char.IsUpper(heading[i]) && char.IsLower(heading[i - 1]);
            if (!ends && !turns)
                continue;
            if (i > start)
                words.Add(heading[start..i].ToLowerInvariant());
            start = ends ? i + 1 : i;
        }

        return [.. words];
    }

    public static ColumnRole? RoleOf(string[] words) => Whole.TryGetValue(string.Join('_', words), out var role) ? role : null;

    /// <summary>The word for which an outcome is better when larger; null where there is none.</summary>
    public static string? LargerWord(string[] words) => Last(words, Larger);

    public static string? SmallerWord(string[] words) => Last(words, Smaller);

    /// <summary>Only where the heading is no more than that, or numbered: "value", "values_0", "y".</summary>
    public static string? OutcomeWord(string[] words) => words.Length == 1 || (words.Length == 2 && words[1].All(char.IsAsciiDigit)) ? Last(words[..1], Outcomes) : null;

    public static bool IsSetting(string[] words) => words.Any(w => Settings.Contains(w));

    /// <summary>Headings end with what they are: "error rate" is a rate, "rate error" an error.</summary>
    private static string? Last(string[] words, HashSet<string> known) => words.LastOrDefault(w => known.Contains(w.TrimEnd("0123456789".ToCharArray())) || known.Contains(w));

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);

    private static Dictionary<string, ColumnRole> Build(params (ColumnRole Role, string Headings)[] families) =>
        families.SelectMany(f => f.Headings.Split(' ').Select(h => (h, f.Role))).ToDictionary(p => p.h, p => p.Role, StringComparer.Ordinal);
}

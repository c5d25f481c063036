using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Analytics.Profiles;

/// <summary>What the descriptions of real tables say is odd about them, and which finding of the workspace says so; the tables are read as files, without any hint.</summary>
internal static class DataQuirks
{
    /// <param name="What">As the description says it.</param>
    /// <param name="Found">Does a finding say it? Null where nothing in the file can tell.</param>
    /// <param name="Why">Why nothing can tell.</param>
    internal sealed record Quirk(string File, string What, string Check, Func<TableFinding, bool>? Found, string Why = "");

    private const string Hplc = "olympus/hplc.csv";
    private const string Spray = "rupnow2023_partial/samples_from_logs.csv";
    private const string Dispensing = "olympus/liquid_dce.csv";
    private const string Polymer = "pvlab_benchmarking/p3ht_raw.csv";
    private const string Eeg = "deepcave_bohb/bohb_eeg_run4.csv";
    private const string Networks = "deepcave_mnist_pytorch/mnist_pytorch.csv";
    private const string Plates = "buchwald_plates/buchwald_plates.csv";
    private const string Arylation = "direct_arylation/direct_arylation.csv";
    private const string Photoredox = "edboplus_photoredox_campaigns/campaigns.csv";
    private const string Solar = "olympus/photo_wf3.csv";
    private const string Film = "olympus/thin_film.csv";
    private const string Colors = "olympus/colors_bob.csv";
    private const string Crystals = "olympus/vapdiff_crystal.csv";
    private const string Barrels = "pvlab_benchmarking/crossed_barrel_raw.csv";
    private const string Silver = "pvlab_benchmarking/agnp_raw.csv";

    /// <summary>The source's form of the photoredox campaigns, as their description tells it: results that are not known yet are the word PENDING.</summary>
    private const string PhotoredoxSource = Photoredox + " with PENDING as in its source";

    public static IReadOnlyList<Quirk> All { get; } =
    [
        new(Hplc, "53 fully duplicated rows", "duplicates", f => f.Rows.Count == 53),
        new(Hplc, "genuine replicates: same inputs, different results (379 duplicate input rows, 53 of them fully alike)", "replicates", f => Has(f, "326 groups", "peak_area differs")),
        new(Spray, "exactly 0 conductivity in some samples (described as 5; the file has 6)", "floors", f => f.Rows.Count == 6 && Has(f, "conductivity_avg_S_per_m is exactly 0", "lowest")),
        new(Spray, "requested is not realized: temperature off by up to 12.9 °C", "twins", f => Has(f, "combustion_temp", "12.9")),
        new(Spray, "DMSO realized above the 0.3 bound", "twins", f => Has(f, "DMSO_content_realized", "beyond all that was asked for (0 to 0.3)")),
        new(Spray, "num_passes realized is the rounding of the requested one", "twins", f => Has(f, "num_passes_realized", "0.49 at most")),
        new(Spray, "replicate pairs share a request", "replicates", f => Has(f, "agree in", "conductivity_avg_S_per_m differs")),
        new(Spray, "requested or realized blank where the line lay outside the read window", "missing-together", f => Has(f, "concentration_requested", "missing together, in 6 of 18")),
        new(Spray, "results arrive asynchronously; the selection of samples is not random", "", null, "How rows were chosen does not stand in them."),
        new(Dispensing, "airgap: 1 row out of declared bounds", "bounds", f => Has(f, "airgap lies") && f.Columns[0] == "airgap" && f.Rows.Text() == "0"),
        new(Dispensing, "post_airgap: 1 row out of declared bounds", "bounds", f => f.Columns[0] == "post_airgap" && f.Rows.Text() == "0"),
        new(Dispensing, "declares two goals but one measurement", "", null, "The declaration is a file of its own."),
        new(Polymer, "composition sums to 100 (99.9 to 100.1)", "simplex", f => f.Columns.Count == 5 && Has(f, "sum to 100")),
        new(Polymer, "replicates 1 to 5 per input, ragged", "replicates", f => Has(f, "37 groups", "onductivity")),
        new(Eeg, "recorded times are corrupt: a jump of 4.9e9 s", "times", f => Has(f, "started_rel_s jumps")),
        new(Eeg, "4 crashed rows with blank loss", "missing-together", f => Has(f, "loss", "missing together, in 4 of 1,768")),
        new(Eeg, "loss up to 10.1: outliers", "bounds", f => f.Columns[0] == "loss" && Has(f, "10.12")),
        new(Eeg, "budgets are labels that map to fidelity_train_time_s", "leakage", f => Has(f, "budget and fidelity_train_time_s say the same")),
        new(Eeg, "lr_scheduler_tmult is conditional", "missing-together", f => Has(f, "lr_scheduler_tmult", "only where lr_scheduler is CosineWithRestarts")),
        new(Networks, "2073 of 9000 crashed: accuracy and loss blank", "missing-together", f => Has(f, "accuracy and loss", "2,073 of 9,000")),
        new(Networks, "num_neurons_layer1 and 2 only when model = mlp", "missing-together", f => Has(f, "num_neurons_layer1 and num_neurons_layer2", "only where model is mlp")),
        new(Networks, "loss is heavy-tailed", "outliers", f => Has(f, "loss has a long tail")),
        new(Plates, "control wells have blank aryl_halide (287)", "missing-together", f => Has(f, "aryl_halide_number and aryl_halide", "287")),
        new(Plates, "control wells have blank additive (192)", "missing-together", f => Has(f, "additive_number and additive", "192")),
        new(Plates, "562 yields are exactly 0", "floors", f => f.Rows.Count == 562),
        new(Plates, "plates hold different materials (confounded batch effect)", "leakage", f => Has(f, "tells plate")),
        new(Arylation, "494 yields are exactly 0 (floor, not missing)", "floors", f => f.Rows.Count == 494),
        new(Arylation, "a full factorial: 3 concentrations, 3 temperatures", "set-points", f => Has(f, "0.057, 0.1, 0.153", "90, 105, 120")),
        new(Photoredox, "half of the rows are suggestions without results", "missing-together", f => Has(f, "yield_pct and ee_pct", "only where state is MEASURED")),
        new(PhotoredoxSource, "sources mix numbers with the literal text PENDING in result columns", "text", f => f.Columns[0] == "yield_pct" && Has(f, "PENDING", "63")),
        new(Solar, "simplex: inputs sum to 1", "simplex", f => f.Columns.Count == 4 && Has(f, "sum to 1 in all")),
        new(Solar, "20 duplicate input rows: genuine replicates", "replicates", f => Has(f, "19 groups", "degradation differs")),
        new(Film, "simplex to within 0.01", "simplex", f => f.Columns.Count == 3 && Has(f, "sum to 1")),
        new(Colors, "1 fully duplicated row", "duplicates", f => f.Rows.Count == 1),
        new(Colors, "80 duplicate input rows: genuine replicates", "replicates", f => Has(f, "79 groups")),
        new(Colors, "declared a simplex, sums are 0.64 to 4.40", "", null, "The declaration is a file of its own."),
        new(Crystals, "beta_vial_volume outside its declared bounds in all rows", "", null, "The declaration is a file of its own, and no value differs from the others."),
        new(Barrels, "exactly 3 replicates per input", "replicates", f => Has(f, "1,800 rows form 600 groups")),
        new(Silver, "8 to 48 droplets per input", "replicates", f => Has(f, "164 groups", "loss differs")),
    ];

    public static TableProfile Profile(string file)
    {
        if (file != PhotoredoxSource)
            return ProfileAnalysis.Definition.Do(TableReader.Read(SharedData.Path(file), TableReading.ByItself, AnalysisStep.Quiet), new ProfileSettings(), AnalysisStep.Quiet);
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, File.ReadLines(SharedData.Path(Photoredox)).Select(l => l.Contains(",SUGGESTED,", StringComparison.Ordinal) ? l.Replace(",,,", ",PENDING,PENDING,", StringComparison.Ordinal) : l));
            return ProfileAnalysis.Definition.Do(TableReader.Read(path, TableReading.ByItself, AnalysisStep.Quiet), new ProfileSettings(), AnalysisStep.Quiet);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static TableFinding? Find(TableProfile profile, Quirk quirk) => quirk.Found is null ? null : profile.Findings.FirstOrDefault(f => f.Check == quirk.Check && quirk.Found(f));

    /// <summary>A Markdown table of all quirks, and of what else was found in each table.</summary>
    public static async Task PrintAsync(TextWriter text)
    {
        var profiles = All.Select(q => q.File).Distinct(StringComparer.Ordinal).ToDictionary(f => f, Profile, StringComparer.Ordinal);
        await text.WriteLineAsync("| table | what its description says | found |\n|---|---|---|");
        foreach (var quirk in All)
        {
            var finding = Find(profiles[quirk.File], quirk);
            await text.WriteLineAsync($"| {quirk.File} | {quirk.What} | {(finding is not null ? $"{finding.Severity.ToString().ToLowerInvariant()}, {finding.Check}: {finding.Sentence}" : quirk.Found is null ? $"**missed**: {quirk.Why}" : "**missed**")} |");
        }

        await text.WriteLineAsync("\n| table | rows | columns | warnings | notes | every warning |\n|---|---|---|---|---|---|");
        foreach (var (file, profile) in profiles)
        {
            var warnings = profile.Findings.Where(f => f.Severity >= FindingSeverity.Warns).ToList();
            await text.WriteLineAsync($"| {file} | {profile.Rows:N0} | {profile.Columns.Count} | {warnings.Count} | {profile.Findings.Count - warnings.Count} | {string.Join("<br>", warnings.Select(f => $"{f.Check}: {f.Sentence}"))} |");
        }
    }

    private static bool Has(TableFinding finding, params string[] words) => words.All(w => finding.Sentence.Contains(w, StringComparison.Ordinal));
}
